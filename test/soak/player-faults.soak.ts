// Viewers in Chromium, and faults that come and go while they watch: nothing may be stuck. Once all is mended it plays on
// by itself, or offers "Try again" and plays after a press. `npm run soak player-faults`; SOAK_SEED repeats a run,
// SOAK_FAULTS says how many there are, SOAK_FROM with which number it begins, SOAK_SESSIONS how many watch at a time.
import { startJourney } from '../journeys/support/demo.js';
import { dealFault } from './support/player-fault-deck.js';
import { Viewer, type Outcome, type Survived } from './support/player-viewer.js';

const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
const count = Number(process.env.SOAK_FAULTS ?? 500);
const from = Number(process.env.SOAK_FROM ?? 1);
const sessions = Math.min(count, Number(process.env.SOAK_SESSIONS ?? 4));

const write = (line: string): void => void process.stdout.write(`${line}\n`);
write(`seed ${seed}, faults ${from} to ${from + count - 1}, ${sessions} viewers at a time`);

const demo = await startJourney({ sample: true, tokenTtlSeconds: 10, segmentSeconds: 2, segmentAccess: 'strict' });
const uid = await demo.sample();
const survived: Survived[] = [];
const startedAt = Date.now();
let next = from;
await Promise.all(
  Array.from({ length: sessions }, async () => {
    const viewer = await Viewer.sitDown(demo.url, demo.stream.origin, uid);
    try {
      while (next < from + count) {
        const fault = dealFault(seed, next, uid);
        next += 1;
        const one = await viewer.live(fault);
        survived.push(one);
        if (one.outcome !== 'STUCK' && one.presses < 2) continue;
        write(
          `${one.outcome === 'STUCK' ? '✖' : '·'} ${fault.number} ${fault.kind}, ${fault.act}, for ${fault.lastsMs} ms: ${one.outcome}, ${one.presses} presses ${one.last}`,
        );
        if (one.outcome === 'STUCK') await viewer.reload();
      }
    } finally {
      await viewer.leave();
    }
  }),
);
await demo.close();

const OUTCOMES: readonly Outcome[] = ['by itself', 'by the button', 'STUCK'];
const kinds = new Map<string, Survived[]>();
for (const one of survived) kinds.set(one.fault.kind, [...(kinds.get(one.fault.kind) ?? []), one]);
write(`\n${'kind'.padEnd(36)} faults  hits  ${OUTCOMES.join('  ')}  longest`);
for (const [kind, ones] of [...kinds].sort(([a], [b]) => a.localeCompare(b))) {
  const columns = OUTCOMES.map((name) =>
    String(ones.filter(({ outcome }) => outcome === name).length).padStart(name.length),
  );
  const hits = ones.reduce((sum, one) => sum + one.hits, 0);
  const longest = Math.max(...ones.map(({ tookMs }) => tookMs));
  write(
    `${kind.padEnd(36)} ${String(ones.length).padStart(6)} ${String(hits).padStart(5)}  ${columns.join('  ')}  ${(longest / 1000).toFixed(1)} s`,
  );
}
const total = (outcome: Outcome): number => survived.filter((one) => one.outcome === outcome).length;
const felt = survived.filter(({ hits, fault }) => hits > 0 || fault.isOffline).length;
write(
  `\n${survived.length} faults (${felt} met a request) in ${((Date.now() - startedAt) / 1000).toFixed(0)} s: ` +
    `${OUTCOMES.map((outcome) => `${total(outcome)} ${outcome}`).join(', ')}.`,
);
if (total('STUCK') > 0) {
  write(`Repeat them with SOAK_SEED=${seed} SOAK_SESSIONS=1 SOAK_FAULTS=1 SOAK_FROM=<number>.`);
  process.exitCode = 1;
}
