import { Hono } from 'hono';
import { listCaptions, readCaption, removeCaption, saveCaption } from '../state/caption-store.js';
import type { Settings } from '../state/settings.js';
import type { VideoStore } from '../state/video-store.js';
import {
  canBeGenerated,
  checkWebVtt,
  describeCaption,
  MAX_CAPTION_BYTES,
  parseLanguage,
  placeholderCaptions,
} from './captions.js';
import { ApiError, succeed } from '../shared/envelope.js';
import { findVideo } from './find-video.js';
import { readFile, readForm } from './read-form.js';

/** Dependencies of the caption routes. */
export interface CaptionRouteContext {
  readonly videos: VideoStore;
  readonly settings: Settings;
}

/**
 * Captions of a video, one file a language.
 *
 * @see https://developers.cloudflare.com/stream/edit-videos/adding-captions/
 */
export function captionRoutes(context: CaptionRouteContext): Hono {
  const find = (uid: string, tag: string) => {
    const record = findVideo(context, uid);
    const language = parseLanguage(tag);
    return { record, language, caption: listCaptions(context, uid).find((each) => each.language === language) };
  };
  const noCaptions = () => new ApiError('notFound', 'no captions in this language');
  const routes = new Hono();
  routes.get('/:uid/captions', (c) => succeed(c, listCaptions(context, findVideo(context, c.req.param('uid')).uid)));
  routes.get('/:uid/captions/:language', (c) => {
    const { caption } = find(c.req.param('uid'), c.req.param('language'));
    if (!caption) throw noCaptions();
    return succeed(c, caption);
  });
  routes.get('/:uid/captions/:language/vtt', async (c) => {
    const { record, language } = find(c.req.param('uid'), c.req.param('language'));
    const text = await readCaption(context, record.uid, language);
    if (!text) throw noCaptions();
    return c.body(new Uint8Array(text), 200, { 'Content-Type': 'text/vtt; charset=utf-8' });
  });
  routes.put('/:uid/captions/:language', async (c) => {
    const { record, language } = find(c.req.param('uid'), c.req.param('language'));
    if (record.status.state === 'pendingupload') throw new ApiError('badRequest', 'the video is not uploaded yet');
    const bytes = await readFile(await readForm(c, MAX_CAPTION_BYTES), 'file');
    checkWebVtt(bytes);
    const caption = describeCaption(language, false);
    await saveCaption(context, record.uid, caption, bytes);
    return succeed(c, caption);
  });
  routes.delete('/:uid/captions/:language', async (c) => {
    const { record, language } = find(c.req.param('uid'), c.req.param('language'));
    if (!(await removeCaption(context, record.uid, language))) throw noCaptions();
    return succeed(c, '');
  });
  routes.post('/:uid/captions/:language/generate', async (c) => {
    const { record, language, caption } = find(c.req.param('uid'), c.req.param('language'));
    if (!canBeGenerated(language)) throw new ApiError('badRequest', 'captions cannot be generated in this language');
    if (!record.renditions) throw new ApiError('badRequest', 'the video is not ready');
    if (caption) throw new ApiError('conflict', 'there are captions in this language: delete them first');
    if (context.settings.captionGeneration === 'refused') {
      throw new ApiError(
        'badRequest',
        'the local Stream cannot generate captions; with the setting captionGeneration "placeholder" it pretends to',
      );
    }
    const generated = describeCaption(language, true);
    await saveCaption(context, record.uid, generated, placeholderCaptions(record.duration));
    return succeed(c, { ...generated, status: 'inprogress' });
  });
  return routes;
}
