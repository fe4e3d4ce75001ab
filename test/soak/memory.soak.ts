// Gives a player another source, and mounts and unmounts players and uploaders, again and again in Chromium: after a
// collection, heap, nodes and listeners must be what they were before. `npm run soak memory`; SOAK_ROUNDS sets how often,
// SOAK_ONLY picks what has that word in its name.
import { startJourney } from '../journeys/support/demo.js';
import { openChromium } from '../journeys/support/chromium.js';

const rounds = Number(process.env.SOAK_ROUNDS ?? 200);
/** Rounds before the first figure: until then, code is compiled, and caches are filled. */
const WARM_UP = 60;
/** Most that a round may leave behind, where it grows all the time. What somebody forgets to let go is a player with all of its nodes. */
const MOST = { heap: 4_096, nodes: 0.5, listeners: 0.5 };
/**
 * Browsers keep the signal of each `AbortSignal.timeout()` until that has come, here that of a segment, and a request to open a
 * database until those before it are answered.
 */
const TIMEOUTS_MS = 21_000;

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const demo = await startJourney({ sample: true });
const uid = await demo.waitForSample();
const { page, context, goto, close } = await openChromium();
const cdp = await context.newCDPSession(page);
await goto(demo.url);
await page.evaluate(() => document.body.replaceChildren());

/** What is done in a round, in the page. */
const ROUNDS: Readonly<Record<string, string>> = {
  'another source of a player that plays': `
    const player = (window.kept ??= mount('player'));
    player.src = '${uid}';
    await player.play();
    player.src = '';`,
  'a player that is mounted, plays and is unmounted': `
    window.kept = window.kept?.remove();
    const player = mount('player');
    player.src = '${uid}';
    await player.play();
    player.remove();`,
  'a player that is mounted and unmounted': `mount('player').remove();`,
  'an uploader that is mounted and unmounted': `
    const upload = mount('upload');
    await upload.updateComplete;
    upload.remove();`,
  'an uploader that is mounted, given a file and unmounted': `
    const upload = mount('upload');
    await upload.updateComplete;
    const input = upload.shadowRoot.querySelector('input[type=file]');
    const files = new DataTransfer();
    files.items.add(new File(['no video'], 'a.txt'));
    input.files = files.files;
    input.dispatchEvent(new Event('change'));
    while (upload.state?.status !== 'error') await new Promise((resolve) => requestAnimationFrame(resolve));
    upload.remove();`,
};
const MOUNT = `const mount = (name) => {
  const element = document.createElement('cf-stream-' + name);
  const attributes = { player: { muted: '', loading: 'eager', 'token-endpoint': '/api/videos/{uid}/token', 'delivery-origin': '${demo.stream.origin}' },
    upload: { endpoint: '/api/uploads' } };
  for (const [attribute, value] of Object.entries(attributes[name])) element.setAttribute(attribute, value);
  document.body.append(element);
  return element;
};`;

interface Figures {
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

async function repeat(code: string, times: number): Promise<void> {
  const expression = `(async () => { ${MOUNT} for (let time = 0; time < ${times}; time += 1) { ${code} } })()`;
  const { exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    userGesture: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}

async function measure(isSlow: boolean): Promise<Figures> {
  if (isSlow) await page.waitForTimeout(TIMEOUTS_MS);
  // What one collection sets free may hold something that only the next one finds.
  for (let time = 0; time < 4; time += 1) {
    await page.waitForTimeout(100);
    await page.evaluate(() => performance.clearResourceTimings());
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { heap: usedSize, nodes, listeners: jsEventListeners };
}

for (const [name, code] of Object.entries(ROUNDS)) {
  if (!name.includes(process.env.SOAK_ONLY ?? '')) continue;
  await repeat(code, WARM_UP);
  const isSlow = /play\(\)|'upload'/.test(code);
  const before = await measure(isSlow);
  write(`\n${rounds} times ${name}`);
  const show = ({ heap, nodes, listeners }: Figures, done: number): void =>
    write(`  ${String(done).padStart(4)}: ${(heap / 1024).toFixed(0)} KiB, ${nodes} nodes, ${listeners} listeners`);
  show(before, 0);
  const figures = [before];
  for (let part = 1; part <= 4; part += 1) {
    await repeat(code, rounds / 4);
    const after = await measure(isSlow);
    figures.push(after);
    show(after, (rounds / 4) * part);
  }
  for (const key of ['heap', 'nodes', 'listeners'] as const) {
    const steps = figures.slice(1).map((after, at) => after[key] - figures[at]![key]);
    const left = steps.reduce((sum, step) => sum + step, 0) / rounds;
    // Browsers let some go later, at once: what stops growing is none that is kept.
    if (left <= MOST[key] || steps.some((step) => step <= 0)) continue;
    write(`  ✖ each leaves ${left.toFixed(1)} of ${key}`);
    process.exitCode = 1;
  }
}
await close();
await demo.close();
