// All that player and uploader need, on Node: a token, an upload URL, a video's state. It needs hono and @hono/node-server.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const { STREAM_ACCOUNT_ID: account, STREAM_API_TOKEN: key, PORT = '3000', ALLOW_EVERYONE } = process.env;
const { STREAM_API_BASE: base = 'https://api.cloudflare.com/client/v4' } = process.env;
const ask = (method: string, path: string, headers = {}) =>
  fetch(`${base}/accounts/${account}/stream${path}`, {
    method,
    headers: { ...headers, Authorization: `Bearer ${key}` },
  });

const app = new Hono();
app.use(async (c, next) => {
  const isAllowed = ALLOW_EVERYONE === '1'; // CHANGE THIS: who may watch and upload? As it is, nobody.
  c.header('Cache-Control', 'no-store');
  return isAllowed ? next() : c.json({ error: { code: 'UNAUTHORIZED' } }, 401);
});

app.get('/api/videos/:uid{[0-9a-f]+}/token', async (c) => {
  const answer = await ask('POST', `/${c.req.param('uid')}/token`);
  if (answer.status === 404) return c.json({ error: { code: 'VIDEO_NOT_FOUND' } }, 404);
  const { result } = (await answer.json()) as { result: { token: string } };
  return c.json({ token: result.token });
});

app.get('/api/videos/:uid{[0-9a-f]+}', async (c) => {
  const answer = await ask('GET', `/${c.req.param('uid')}`);
  if (answer.status === 404) return c.json({ error: { code: 'VIDEO_NOT_FOUND' } }, 404);
  const { result } = (await answer.json()) as { result: { readyToStream: boolean; status: Record<string, string> } };
  const { state = '', pctComplete, errorReasonCode } = result.status;
  const status = { error: 'error', pendingupload: 'pending' }[state] ?? (result.readyToStream ? 'ready' : 'processing');
  return c.json({ status, percent: Number(pctComplete ?? 0), errorCode: errorReasonCode ?? null });
});

app.post('/api/uploads', async (c) => {
  const [name = ''] = /\bname [\w+/=]+/.exec(c.req.header('Upload-Metadata') ?? '') ?? [];
  const { status, headers } = await ask('POST', '?direct_user=true', {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': c.req.header('Upload-Length') ?? '',
    'Upload-Metadata': `${name || 'name'},requiresignedurls,maxDurationSeconds ${btoa('3600')}`,
  });
  if (status !== 201) throw new Error('Stream made no upload');
  for (const header of ['Location', 'stream-media-id', 'Tus-Resumable']) c.header(header, headers.get(header) ?? '');
  return c.body(null, 201);
});

app.onError((_error, c) => c.json({ error: { code: 'STREAM_UNREACHABLE' } }, 502));
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' });
