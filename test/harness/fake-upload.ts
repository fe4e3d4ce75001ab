// The client by which component tests control the stand-in of wtr/fake-upload-middleware.ts.

/** A fault of one or several requests. */
export interface FakeFault {
  readonly method: 'POST' | 'HEAD' | 'PATCH' | 'GET' | 'PUT';
  readonly kind: 'uploads' | 'tus' | 'form' | 'videos' | 'thumbnails';
  /** Requests that succeed first. */
  skip?: number;
  /** How many requests fail; all by default. */
  times?: number;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Cuts the connection after this number of bytes of a PATCH. */
  readonly resetAfter?: number;
  /** Stops reading a PATCH after this number of bytes until `release()`. */
  readonly holdAfter?: number;
  /** Stops reading it each time this number of bytes has arrived. */
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

/** What the stand-in has received. */
export interface FakeLog {
  readonly requests: { method: string; kind: string; offset: number; status: number }[];
  readonly uploads: FakeUploadLog[];
  /** Bodies of the thumbnail requests, with the uids of their videos. */
  readonly thumbnails: { readonly uid: string; readonly body: string }[];
  /** Requests that wait for `release()`. */
  readonly held: number;
}

/** The stand-in of one test. */
export class FakeUpload {
  readonly #base = `/fake/${crypto.randomUUID()}`;
  readonly endpoint = `${this.#base}/uploads`;
  readonly statusEndpoint = `${this.#base}/videos/{uid}`;
  readonly thumbnailEndpoint = `${this.#base}/thumbnails/{uid}`;

  /**
   * Opens an uploader in a page of its own, behind a service worker that answers each request with `fetch`.
   *
   * @returns the frame, and a function that ends both.
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

  /** Sets which requests fail. */
  async fail(...faults: FakeFault[]): Promise<void> {
    await this.#control({ faults });
  }

  /** Sets how it answers. */
  async set(settings: FakeSettings): Promise<void> {
    await this.#control({ settings });
  }

  /** Lets requests continue that `holdAfter` has stopped. */
  async release(): Promise<void> {
    await this.#control({ faults: [], release: true });
  }

  /** Makes every upload URL expire. */
  async expire(): Promise<void> {
    await this.#control({ expire: true });
  }

  /** What it has received so far. */
  log(): Promise<FakeLog> {
    return this.#control({});
  }

  async #control(command: object): Promise<FakeLog> {
    const response = await fetch(`${this.#base}/control`, { method: 'POST', body: JSON.stringify(command) });
    return (await response.json()) as FakeLog;
  }
}

/** A file that begins like an MP4, followed by bytes that vary with position and date. */
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
