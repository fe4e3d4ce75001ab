import type { RunningStream } from '../../demo/emulator/support/running-stream.js';

/** An error as the binding throws it. */
class StreamBindingError extends Error {
  readonly statusCode: number;

  constructor(message: string, statusCode: number) {
    super(message);
    this.statusCode = statusCode;
  }
}

/**
 * The Stream binding of Workers over the local Stream: names and answers as Cloudflare documents them, limited to what the
 * small server uses.
 *
 * @see https://developers.cloudflare.com/stream/manage-video-library/bindings/
 */
export function createStreamBinding(stream: RunningStream) {
  const call = async <T>(path: string, method: string, body?: object): Promise<T> => {
    const response = await stream.api(path, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const { result, success, messages } = (await response.json()) as {
      result: T;
      success: boolean;
      messages: { message: string }[];
    };
    if (!success) throw new StreamBindingError(messages[0]?.message ?? '', response.status);
    return result;
  };
  return {
    video: (id: string) => ({
      generateToken: async () => (await call<{ token: string }>(`/${id}/token`, 'POST')).token,
      details: async () => {
        const { uid, ...video } = await call<{
          uid: string;
          readyToStream: boolean;
          status: Record<string, string>;
        }>(`/${id}`, 'GET');
        return { id: uid, ...video };
      },
    }),
    createDirectUpload: async (options: object) => {
      const { uid, uploadURL } = await call<{ uid: string; uploadURL: string }>('/direct_upload', 'POST', options);
      return { id: uid, uploadURL };
    },
  };
}
