// Code that a page loads before anybody wants to watch, and until it plays, as a server sends it (Brotli): `npm run bench code`.
// Scripts and style sheets, beside a page that somebody wrote by hand, and beside other players (BENCH_PEERS); all other requests
// before intent, too; and what the uploader loads before and after it is given a file. Nothing in it depends on how fast the machine is. All figures are kept in .build/bench/code.json.
import { keepFigures, print, table } from './support/figures.js';
import { comparedPages } from './support/pages.js';
import { startupSetup } from './support/startup-setup.js';
import { openWatchedPage } from './support/watched-page.js';
import type { SentRequest } from './support/requests.js';

const peers = process.env.BENCH_PEERS?.split(',').filter(Boolean) ?? [];
const names = ['bare', 'ours', 'ours-still', 'uploader', ...peers];
/** How long a page is left alone until nothing more comes, in milliseconds. */
const REST_MS = 4_000;
/** What a file looks like that is a video. */
const CLIP = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

const setup = await startupSetup({
  pages: (facts) => comparedPages(names, facts),
  peers,
  line: { mbps: 50, roundTripMs: 10 },
  tokenMs: 100,
});

const isCode = ({ type }: SentRequest): boolean => type === 'Script' || type === 'Stylesheet';
/** Bytes and files, as they are told. */
function sumOf(requests: readonly SentRequest[]): string {
  const bytes = requests.reduce((sum, each) => sum + each.bytes, 0);
  return `${(bytes / 1_000).toFixed(1)} KB in ${requests.length}`;
}

const all: Record<string, { readonly before: readonly SentRequest[]; readonly playing: readonly SentRequest[] }> = {};
try {
  for (const name of names) {
    const { page, requests, close } = await openWatchedPage();
    setup.newLine();
    await page.goto(`${setup.origin}/${name}/click`);
    await page.waitForTimeout(REST_MS);
    const before = requests();
    if (name === 'uploader') {
      await page.locator('input[type=file]').setInputFiles({ name: 'a.mp4', mimeType: 'video/mp4', buffer: CLIP });
    } else {
      await page.mouse.click(320, 180);
      await page.waitForFunction('watched.firstFrame', undefined, { timeout: 60_000, polling: 20 });
    }
    await page.waitForTimeout(REST_MS);
    all[name] = { before, playing: requests() };
    await close();
  }
  print('\nKB are 1,000 bytes, Brotli\n');
  table(
    ['page', 'code before intent', 'other requests', 'code until it plays, or sends'],
    names.map((name) => {
      const { before, playing } = all[name]!;
      const others = before.filter((each) => !isCode(each) && each.type !== 'Document');
      return [name, sumOf(before.filter(isCode)), sumOf(others), sumOf(playing.filter(isCode))];
    }),
  );
  for (const name of names) {
    print(`\n${name}`);
    for (const each of all[name]!.playing.filter(isCode))
      print(`  ${(each.bytes / 1_000).toFixed(1)} KB  ${each.name}`);
  }
  keepFigures('code', { names, all });
} finally {
  await setup.close();
}
