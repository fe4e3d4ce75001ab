import { expect } from '@open-wc/testing';
import type { TokenSource } from '../../../src/player/token/token-source.js';
import { SignedUrls } from '../../../src/player/delivery/signed-urls.js';
import { tokenFor, UID } from '../../harness/tokens.js';

const ORIGIN = 'https://media.example';
const FIRST = tokenFor(60_000, 'Zmlyc3Q');
const SECOND = tokenFor(60_000, 'c2Vjb25k');

const playlistAt = (token: string): string => `${ORIGIN}/${token}/manifest/stream_1.m3u8`;
const segmentAt = (number: number, signature: string): string =>
  `${ORIGIN}/${UID}/video/480/seg_${number}.ts?p=${signature}`;
const playlistText = (signature: string): string =>
  [
    '#EXTM3U',
    '#EXT-X-MAP:URI="../../' + UID + '/video/480/init.mp4?p=' + signature + '"',
    ...[1, 2, 3].flatMap((number) => ['#EXTINF:4.0,', `../../${UID}/video/480/seg_${number}.ts?p=${signature}`]),
  ].join('\n');

/** Token source whose token the test renews. */
class Tokens implements TokenSource {
  value: string | undefined = FIRST;
  replaced: (string | undefined)[] = [];
  getValid = (): Promise<string | undefined> => Promise.resolve(this.value);
  refreshAfterReject = (token: string | undefined): Promise<string | undefined> => {
    this.replaced.push(token);
    this.value = SECOND;
    return this.getValid();
  };
}

describe('SignedUrls', () => {
  let tokens: Tokens;
  let asked: string[];
  let answer: () => Promise<Response>;
  let access: SignedUrls;
  beforeEach(() => {
    tokens = new Tokens();
    asked = [];
    answer = () => Promise.resolve(new Response(playlistText('new')));
    const fetch = (url: string | URL | Request): Promise<Response> => {
      asked.push(url as string);
      return answer();
    };
    access = new SignedUrls(tokens, { origin: ORIGIN, fetch });
  });

  const listed = (): void => access.remember(playlistAt(FIRST), playlistText('old'), FIRST);

  it('leaves the URLs of a public video as they are, without a request', async () => {
    tokens.value = undefined;
    const url = `${ORIGIN}/${UID}/manifest/video.m3u8?x=1`;
    access.remember(url, playlistText('old'), undefined);
    expect((await access.resolve(url)).url).to.equal(url);
    expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'old'));
    expect(asked).to.deep.equal([]);
  });

  it('shows the engine the same URLs whatever token a playlist has, and requests them with the current one', async () => {
    const under = (token: string): string =>
      ['#EXTM3U', '#EXTINF:4.0,', `../../${token}/video/480/seg_1.ts?p=${token === FIRST ? 'old' : 'new'}`].join('\n');
    access.remember(playlistAt(FIRST), under(FIRST), FIRST);
    expect(access.normalizePlaylist(under(FIRST), FIRST)).to.equal(under(FIRST));
    tokens.value = SECOND;
    access.remember(playlistAt(SECOND), under(SECOND), SECOND);
    expect(access.normalizePlaylist(under(SECOND), SECOND).split('?')[0]).to.equal(under(FIRST).split('?')[0]);
    expect((await access.resolve(`${ORIGIN}/${FIRST}/video/480/seg_1.ts?p=old`)).url).to.equal(
      `${ORIGIN}/${SECOND}/video/480/seg_1.ts?p=new`,
    );
  });

  it('leaves other tokens in a playlist, and the playlist of a public video, unchanged', () => {
    const third = tokenFor(60_000, 'dGhpcmQ');
    const text = ['#EXTM3U', '#EXTINF:4.0,', `/${third}/1.ts`, `/${UID}/2.ts?p=${SECOND}`].join('\n');
    access.normalizePlaylist(text, FIRST);
    expect(access.normalizePlaylist(text, SECOND)).to.equal(text);
    expect(access.normalizePlaylist(text, undefined)).to.equal(text);
  });

  it('resolves segments of a playlist that has an invalid URI', async () => {
    access.remember(playlistAt(FIRST), `${playlistText('old')}\n#EXTINF:4.0,\nhttp://[\n`, FIRST);
    expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'old'));
    expect((await access.resolve('http://[')).url).to.equal('http://[');
    tokens.value = SECOND;
    answer = () => Promise.resolve(new Response(`#EXTM3U\n#EXTINF:4.0,\n//:x\n${playlistText('new')}`));
    expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'new'));
    expect((await access.resolve('http://[')).url).to.equal('http://[');
  });

  it('puts the newest token into the path of a playlist, without a request', async () => {
    expect((await access.resolve(playlistAt(FIRST))).url).to.equal(playlistAt(FIRST));
    tokens.value = SECOND;
    expect((await access.resolve(playlistAt(FIRST))).url).to.equal(playlistAt(SECOND));
    expect(asked).to.deep.equal([]);
  });

  it('leaves segments as they are listed while the token is the same', async () => {
    listed();
    expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'old'));
    expect(asked).to.deep.equal([]);
  });

  it('reads the playlist again once after a renewal, and returns the new signatures of all segments', async () => {
    listed();
    tokens.value = SECOND;
    const together = await Promise.all(
      [1, 2].map((number) => access.resolve(segmentAt(number, 'old')).then(({ url }) => url)),
    );
    expect(together).to.deep.equal([segmentAt(1, 'new'), segmentAt(2, 'new')]);
    expect((await access.resolve(segmentAt(3, 'old'))).url, 'later').to.equal(segmentAt(3, 'new'));
    const init = `${ORIGIN}/${UID}/video/480/init.mp4?p=`;
    expect((await access.resolve(`${init}old`)).url, 'the initialisation segment').to.equal(`${init}new`);
    expect(asked).to.deep.equal([playlistAt(SECOND)]);
  });

  it('replaces the token in the path of segments', async () => {
    const segment = (token: string): string => `${ORIGIN}/${token}/video/480/seg_1.ts`;
    access.remember(playlistAt(FIRST), `#EXTM3U\n#EXTINF:4.0,\n${segment(FIRST)}`, FIRST);
    answer = () => Promise.resolve(new Response(`#EXTM3U\n#EXTINF:4.0,\n${segment(SECOND)}`));
    tokens.value = SECOND;
    expect((await access.resolve(segment(FIRST))).url).to.equal(segment(SECOND));
  });

  it('does not treat the playlists in a master playlist as segments', async () => {
    access.remember(
      `${ORIGIN}/${FIRST}/manifest/video.m3u8`,
      `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${playlistAt(FIRST)}`,
      FIRST,
    );
    tokens.value = SECOND;
    expect((await access.resolve(playlistAt(FIRST))).url).to.equal(playlistAt(SECOND));
    expect(asked).to.deep.equal([]);
  });

  for (const [what, fail] of [
    ['cannot be reached', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['is refused', () => Promise.resolve(new Response('no', { status: 401 }))],
  ] as [string, () => Promise<Response>][]) {
    it(`keeps the known URL when the playlist ${what}, and reads it again next time`, async () => {
      listed();
      tokens.value = SECOND;
      const works = answer;
      answer = fail;
      expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'old'));
      answer = works;
      expect((await access.resolve(segmentAt(1, 'old'))).url).to.equal(segmentAt(1, 'new'));
      expect(asked).to.deep.equal([playlistAt(SECOND), playlistAt(SECOND)]);
    });
  }

  it('reads the playlist again when another token arrives meanwhile', async () => {
    listed();
    tokens.value = SECOND;
    const third = tokenFor(60_000, 'dGhpcmQ');
    const newest = answer;
    answer = () => {
      tokens.value = third;
      answer = newest;
      return Promise.resolve(new Response(playlistText('outdated')));
    };
    expect(await access.resolve(segmentAt(1, 'old'))).to.deep.equal({ url: segmentAt(1, 'new'), token: third });
    expect(asked).to.deep.equal([playlistAt(SECOND), playlistAt(third)]);
  });

  it('renews a refused token, and returns the URL to retry', async () => {
    listed();
    expect(access.token).to.equal(FIRST);
    expect(await access.retry(segmentAt(2, 'old'), FIRST)).to.deep.equal({ url: segmentAt(2, 'new'), token: SECOND });
    expect(tokens.replaced).to.deep.equal([FIRST]);
    expect(access.token).to.equal(SECOND);
  });

  it('passes on the error when the token cannot be renewed', async () => {
    const reason = new Error('refused');
    tokens.refreshAfterReject = () => Promise.reject(reason);
    expect(await access.retry(playlistAt(FIRST), FIRST).catch((error: unknown) => error)).to.equal(reason);
  });
});
