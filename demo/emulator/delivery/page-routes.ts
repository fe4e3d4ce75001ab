import { Hono, type Context } from 'hono';
import { admit, findPlayable, type AccessContext } from './access.js';
import { readVisitor } from './visitor.js';

/**
 * Routes `iframe` and `watch`: a plain page with the browser's own player, and `metadata/…`: details that a player may
 * show.
 */
export function pageRoutes(context: AccessContext): Hono {
  const routes = new Hono();
  routes.on('GET', ['/:id/iframe', '/:id/watch'], (c) => {
    admit(context, c.req.param('id'), readVisitor(c, context.settings));
    return c.html(page(c), 200, { 'Cache-Control': 'no-store' });
  });
  routes.get('/:id/metadata/playerEnhancementInfo.json', async (c) => {
    const { record } = await findPlayable(context, admit(context, c.req.param('id'), readVisitor(c, context.settings)));
    return c.json({ publicDetails: 'publicDetails' in record ? record.publicDetails : null }, 200, {
      'Cache-Control': 'no-store',
    });
  });
  return routes;
}

/** Renders the page with relative URLs, so that a token stays in its address only. */
function page(c: Context): string {
  const has = (name: string) => c.req.query(name) !== undefined;
  const attributes = [
    ...(c.req.query('controls') === 'false' || c.req.query('controls') === '0' ? [] : ['controls']),
    ...(has('autoplay') ? ['autoplay'] : []),
    ...(has('muted') ? ['muted'] : []),
    ...(has('loop') ? ['loop'] : []),
  ];
  const query = c.req.query('dvrEnabled') === 'true' ? '?dvrEnabled=true' : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Video</title>
<style>html, body { margin: 0; height: 100%; background: #000; } video { width: 100%; height: 100%; }</style>
<video playsinline preload="none" poster="thumbnails/thumbnail.jpg" src="manifest/video.m3u8${query}" ${attributes.join(' ')}></video>
</html>
`;
}
