// All that player and uploader need, on Workers: a token, an upload URL, a video's state. It needs hono.
import { Hono } from 'hono';

type Env = Readonly<Record<string, string | undefined>>;
const ask = (env: Env, method: string, path: string, headers = {}) => {
  const { STREAM_API_BASE: base = 'https://api.cloudflare.com/client/v4', STREAM_ACCOUNT_ID: account } = env;
  const authorization = { Authorization: `Bearer ${env.STREAM_API_TOKEN}` };
  return fetch(`${base}/accounts/${account}/stream${path}`, { method, headers: { ...headers, ...authorization } });
};

const app = new Hono<{ Bindings: Env }>();
app.use(async (c, next) => {
  const isAllowed = c.env.ALLOW_EVERYONE === '1'; // CHANGE THIS: who may watch and upload? As it is, nobody.
  c.header('Cache-Control', 'no-store');
  return isAllowed ? next() : c.json({ error: { code: 'UNAUTHORIZED' } }, 401);
});

app.get('/api/videos/:uid{[0-9a-f]+}/token', async (c) => {
  const answer = await ask(c.env, 'POST', `/${c.req.param('uid')}/token`);
  if (answer.status === 404) return c.json({ error: { code: 'VIDEO_NOT_FOUND' } }, 404);
  const { result } = (await answer.json()) as { result: { token: string } };
  return c.json({ token: result.token });
});

app.get('/api/videos/:uid{[0-9a-f]+}', async (c) => {
  const answer = await ask(c.env, 'GET', `/${c.req.param('uid')}`);
  if (answer.status === 404) return c.json({ error: { code: 'VIDEO_NOT_FOUND' } }, 404);
  const { result } = (await answer.json()) as { result: { readyToStream: boolean; status: Record<string, string> } };
  const { state = '', pctComplete, errorReasonCode } = result.status;
  const status = { error: 'error', pendingupload: 'pending' }[state] ?? (result.readyToStream ? 'ready' : 'processing');
  return c.json({ status, percent: Number(pctComplete ?? 0), errorCode: errorReasonCode ?? null });
});

app.post('/api/uploads', async (c) => {
  const [name = ''] = /\bname [\w+/=]+/.exec(c.req.header('Upload-Metadata') ?? '') ?? [];
  const { status, headers } = await ask(c.env, 'POST', '?direct_user=true', {
    'Tus-Resumable': '1.0.0',
    'Upload-Length': c.req.header('Upload-Length') ?? '',
    'Upload-Metadata': `${name || 'name'},requiresignedurls,maxDurationSeconds ${btoa('3600')}`,
  });
  if (status !== 201) throw new Error('Stream made no upload');
  for (const header of ['Location', 'stream-media-id', 'Tus-Resumable']) c.header(header, headers.get(header) ?? '');
  return c.body(null, 201);
});

app.onError((_error, c) => c.json({ error: { code: 'STREAM_UNREACHABLE' } }, 502));
export default app;
