// All that player and uploader need, on Workers with its Stream binding: no account, no key. It needs hono.
import { Hono } from 'hono';

/** Parts of the binding that are used. See https://developers.cloudflare.com/stream/manage-video-library/bindings/ */
interface Stream {
  video(id: string): { generateToken(): Promise<string>; details(): Promise<StreamVideo> };
  createDirectUpload(options: object): Promise<{ uploadURL: string; id: string }>;
}
interface StreamVideo {
  readyToStream: boolean;
  status: Record<string, string>;
}

const app = new Hono<{ Bindings: { STREAM: Stream; ALLOW_EVERYONE?: string } }>();
app.use(async (c, next) => {
  const isAllowed = c.env.ALLOW_EVERYONE === '1'; // CHANGE THIS: who may watch and upload? As it is, nobody.
  c.header('Cache-Control', 'no-store');
  return isAllowed ? next() : c.json({ error: { code: 'UNAUTHORIZED' } }, 401);
});

app.get('/api/videos/:uid{[0-9a-f]{32}}/token', async (c) =>
  c.json({ token: await c.env.STREAM.video(c.req.param('uid')).generateToken() }),
);

app.get('/api/videos/:uid{[0-9a-f]{32}}', async (c) => {
  const video = await c.env.STREAM.video(c.req.param('uid')).details();
  const { state = '', pctComplete, errorReasonCode } = video.status;
  const status = { error: 'error', pendingupload: 'pending' }[state] ?? (video.readyToStream ? 'ready' : 'processing');
  return c.json({ status, percent: Number(pctComplete ?? 0), errorCode: errorReasonCode ?? null });
});

// The binding cannot create tus uploads: this is one form POST of up to 200 MB.
app.post('/api/uploads', async (c) => {
  const { uploadURL, id } = await c.env.STREAM.createDirectUpload({
    maxDurationSeconds: 3600,
    requireSignedURLs: true,
  });
  return c.json({ uploadURL, uid: id, protocol: 'form' });
});

app.onError((error, c) => {
  if ('statusCode' in error && error.statusCode === 404) return c.json({ error: { code: 'VIDEO_NOT_FOUND' } }, 404);
  return c.json({ error: { code: 'STREAM_UNREACHABLE' } }, 502);
});
export default app;
