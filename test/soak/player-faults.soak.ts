// Injects faults while viewers watch in Chromium; no player may get stuck. Once a fault is over, the player has to resume by
// itself, or offer "Try again" and play after a click. `npm run soak player-faults`; SOAK_SEED repeats a run, SOAK_FAULTS
// sets the number of faults, SOAK_FROM that of the first one, SOAK_SESSIONS the number of concurrent viewers.
import { startJourney } from '../journeys/support/demo.js';
import { makeFault } from './support/player-faults.js';
import { Viewer, type FaultResult, type Outcome } from './support/player-viewer.js';

const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
const count = Number(process.env.SOAK_FAULTS ?? 500);
const from = Number(process.env.SOAK_FROM ?? 1);
const sessions = Math.min(count, Number(process.env.SOAK_SESSIONS ?? 4));

const write = (line: string): void => void process.stdout.write(`${line}\n`);
write(`seed ${seed}, faults ${from} to ${from + count - 1}, ${sessions} viewers at a time`);

const demo = await startJourney({ sample: true, tokenTtlSeconds: 10, segmentSeconds: 2, segmentAccess: 'strict' });
const uid = await demo.waitForSample();
const results: FaultResult[] = [];
const startedAt = Date.now();
let nextNumber = from;
await Promise.all(
  Array.from({ length: sessions }, async () => {
    const viewer = await Viewer.open(demo.url, demo.stream.origin, uid);
    try {
      while (nextNumber < from + count) {
        const fault = makeFault(seed, nextNumber, uid);
        nextNumber += 1;
        const result = await viewer.sufferFault(fault);
        results.push(result);
        if (result.outcome !== 'STUCK' && result.presses < 2) continue;
        write(
          `${result.outcome === 'STUCK' ? '✖' : '·'} ${fault.number} ${fault.kind}, ${fault.action}, for ${fault.lastsMs} ms: ${result.outcome}, ${result.presses} presses ${result.last}`,
        );
        if (result.outcome === 'STUCK') await viewer.reload();
      }
    } finally {
      await viewer.close();
    }
  }),
);
await demo.close();

const OUTCOMES: readonly Outcome[] = ['by itself', 'by the button', 'STUCK'];
const kinds = new Map<string, FaultResult[]>();
for (const result of results) kinds.set(result.fault.kind, [...(kinds.get(result.fault.kind) ?? []), result]);
write(`\n${'kind'.padEnd(36)} faults  hits  ${OUTCOMES.join('  ')}  longest`);
for (const [kind, ofKind] of [...kinds].sort(([a], [b]) => a.localeCompare(b))) {
  const columns = OUTCOMES.map((name) =>
    String(ofKind.filter(({ outcome }) => outcome === name).length).padStart(name.length),
  );
  const hits = ofKind.reduce((sum, { hits }) => sum + hits, 0);
  const longest = Math.max(...ofKind.map(({ tookMs }) => tookMs));
  write(
    `${kind.padEnd(36)} ${String(ofKind.length).padStart(6)} ${String(hits).padStart(5)}  ${columns.join('  ')}  ${(longest / 1000).toFixed(1)} s`,
  );
}
const total = (outcome: Outcome): number => results.filter((result) => result.outcome === outcome).length;
const effective = results.filter(({ hits, fault }) => hits > 0 || fault.isOffline).length;
write(
  `\n${results.length} faults (${effective} hit a request or were offline) in ${((Date.now() - startedAt) / 1000).toFixed(0)} s: ` +
    `${OUTCOMES.map((outcome) => `${total(outcome)} ${outcome}`).join(', ')}.`,
);
if (total('STUCK') > 0) {
  write(`Repeat them with SOAK_SEED=${seed} SOAK_SESSIONS=1 SOAK_FAULTS=1 SOAK_FROM=<number>.`);
  process.exitCode = 1;
}
