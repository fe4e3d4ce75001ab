import { expect, waitUntil } from '@open-wc/testing';
import { PreviewThumbnails } from '../../../../src/player/controls/seek-bar/thumbnails.js';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

describe('PreviewThumbnails', () => {
  const realFetch = window.fetch;
  let asked: { url: string; signal: AbortSignal; answer: (ok?: boolean) => Promise<void> }[];
  let pictures: PreviewThumbnails;

  beforeEach(async () => {
    const body = await (await realFetch(PIXEL)).blob();
    asked = [];
    window.fetch = (url, init) =>
      new Promise((resolve) => {
        const answer = async (ok = true): Promise<void> => {
          resolve(new Response(ok ? body : '', { status: ok ? 200 : 404 }));
          await new Promise((done) => setTimeout(done));
        };
        asked.push({ url: url as string, signal: init!.signal!, answer });
      });
    pictures = new PreviewThumbnails(
      () => 1200,
      async (time, signal) => {
        const response = await fetch(`/still?time=${time}`, { signal });
        return response.ok ? createImageBitmap(await response.blob()) : undefined;
      },
    );
  });
  afterEach(() => {
    window.fetch = realFetch;
  });

  const want = async (time: number): Promise<void> => {
    pictures.want(time, () => undefined);
    await Promise.resolve();
    await new Promise((done) => setTimeout(done));
  };

  it('rounds times to steps, and requests each step once', async () => {
    await want(14);
    await want(11);
    await want(19.9);
    expect(asked.map(({ url }) => url)).to.deep.equal(['/still?time=10']);
    await asked[0]!.answer();
    await waitUntil(() => pictures.at(12));
    await want(15);
    expect(asked).to.have.lengthOf(1);
  });

  it('fetches at most two at a time, and then only the last one that was requested', async () => {
    for (const time of [0, 100, 200, 300, 400]) await want(time);
    expect(asked.map(({ url }) => url)).to.deep.equal(['/still?time=0', '/still?time=100']);
    await asked[0]!.answer();
    await waitUntil(() => asked.length === 3);
    expect(asked[2]!.url).to.equal('/still?time=400');
    await asked[1]!.answer();
    await asked[2]!.answer();
    expect(asked).to.have.lengthOf(3);
  });

  it('returns the nearest thumbnail while a better one is being fetched', async () => {
    await want(100);
    await asked[0]!.answer();
    await waitUntil(() => pictures.at(100));
    const first = pictures.at(100);
    await want(500);
    await asked[1]!.answer();
    await waitUntil(() => pictures.at(500) !== first);
    expect(pictures.at(180)).to.equal(first);
    expect(pictures.at(420)).to.equal(pictures.at(500));
  });

  it('does not request a missing thumbnail again', async () => {
    let told = 0;
    pictures.want(50, () => (told += 1));
    await waitUntil(() => asked.length === 1);
    await asked[0]!.answer(false);
    await waitUntil(() => told === 1);
    await want(50);
    expect(asked).to.have.lengthOf(1);
    expect(pictures.at(50)).to.equal(undefined);
  });

  it('aborts its requests and drops all thumbnails when it is closed', async () => {
    await want(0);
    await asked[0]!.answer();
    await waitUntil(() => pictures.at(0));
    await want(300);
    pictures.close();
    expect(asked[1]!.signal.aborted).to.equal(true);
    expect(pictures.at(0)).to.equal(undefined);
  });
});
