// What component tests say to the stand-in of wtr/fake-upload-middleware.ts.

/** One request, or some, that go wrong. */
export interface FakeFault {
  readonly method: 'POST' | 'HEAD' | 'PATCH' | 'GET' | 'PUT';
  readonly kind: 'uploads' | 'tus' | 'form' | 'videos' | 'thumbnails';
  /** Requests that pass first. */
  skip?: number;
  /** How many requests it hits; all by default. */
  times?: number;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Cuts the connection after so many bytes of a PATCH. */
  readonly resetAfter?: number;
  /** Stops reading a PATCH after so many bytes until `release()`. */
  readonly holdAfter?: number;
  /** The same after each so many bytes. */
  readonly holdEvery?: number;
}

/** How the stand-in answers. */
export interface FakeSettings {
  readonly protocol?: 'tus' | 'form';
  readonly answer?: 'location' | 'json';
  /** Answers of the status endpoint, one after another; the last one stays. */
  readonly statuses?: { status: string; percent?: number | null; errorCode?: string | null }[];
}

/** What arrived for one upload. */
export interface FakeUploadLog {
  readonly uid: string;
  readonly size: number;
  readonly offset: number;
  readonly sha256: string;
  readonly metadata: string;
}

/** What the stand-in has seen. */
export interface FakeLog {
  readonly requests: { method: string; kind: string; offset: number; status: number }[];
  readonly uploads: FakeUploadLog[];
  /** What was put as the picture of videos, by their uids. */
  readonly thumbnails: { readonly uid: string; readonly body: string }[];
  /** Requests that wait for `release()`. */
  readonly held: number;
}

/** A stand-in of its own for one test. */
export class FakeUpload {
  readonly #base = `/fake/${crypto.randomUUID()}`;
  readonly endpoint = `${this.#base}/uploads`;
  readonly statusEndpoint = `${this.#base}/videos/{uid}`;
  readonly thumbnailEndpoint = `${this.#base}/thumbnails/{uid}`;

  /**
   * Opens an uploader in a page of its own that a service worker has, which answers each request with `fetch`.
   *
   * @returns the frame, and what ends both.
   */
  async openBehindWorker(): Promise<{ frame: HTMLIFrameElement; close: () => Promise<unknown> }> {
    const scope = `${this.#base}/`;
    const registration = await navigator.serviceWorker.register(`${scope}worker.js`, { scope });
    const worker = registration.installing ?? registration.waiting ?? registration.active!;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (worker.state === 'activated') resolve();
      };
      worker.addEventListener('statechange', look);
      look();
    });
    const frame = document.createElement('iframe');
    frame.src = `${scope}page`;
    await new Promise((resolve) => {
      frame.addEventListener('load', resolve);
      document.body.append(frame);
    });
    const close = (): Promise<unknown> => {
      frame.remove();
      return registration.unregister();
    };
    return { frame, close };
  }

  /** Sets which requests go wrong. */
  async fail(...faults: FakeFault[]): Promise<void> {
    await this.#control({ faults });
  }

  /** Sets how it answers. */
  async set(settings: FakeSettings): Promise<void> {
    await this.#control({ settings });
  }

  /** Lets requests go on that `holdAfter` has stopped. */
  async release(): Promise<void> {
    await this.#control({ faults: [], release: true });
  }

  /** Every upload URL is no more. */
  async expire(): Promise<void> {
    await this.#control({ expire: true });
  }

  /** What it has seen so far. */
  log(): Promise<FakeLog> {
    return this.#control({});
  }

  async #control(command: object): Promise<FakeLog> {
    const response = await fetch(`${this.#base}/control`, { method: 'POST', body: JSON.stringify(command) });
    return (await response.json()) as FakeLog;
  }
}

/** A file that begins like an MP4 and goes on with bytes that differ all over, and from date to date. */
export function fakeVideo(size: number, name = 'holiday.mp4', lastModified = 1_700_000_000_000): File {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8) + (lastModified % 251)) & 255;
  bytes.set(new TextEncoder().encode('\0\0\0\x18ftypmp42').subarray(0, size));
  return new File([bytes], name, { type: 'video/mp4', lastModified });
}

/** SHA-256 of a blob, as the stand-in gives it. */
export async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
