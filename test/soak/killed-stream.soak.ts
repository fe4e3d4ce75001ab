// Kills a local Stream with SIGKILL at arbitrary moments while files are sent to it, restarts it, and checks that
// every upload arrives intact, becomes ready and is reported to the webhook. SEED repeats a run, KILLS sets their number.
import { setTimeout as wait } from 'node:timers/promises';
import { Killing, seeded } from '../demo/emulator/support/killing.js';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const kills = Number(process.env.KILLS ?? 40);
const random = seeded(seed);
console.log(`seed ${seed}, ${kills} kills`);

const killing = await Killing.start(150);
const startedAt = performance.now();
let uploads = 0;
try {
  for (let killed = 0; killed < kills;) {
    const sent = [await killing.create(), await killing.create()];
    uploads += sent.length;
    const sending = Promise.all(sent.map((upload) => killing.carry(upload)));
    for (const end = killed + 4; killed < end; killed += 1) {
      await wait(random() * 600);
      await killing.process.restart();
    }
    await sending;
    await killing.settle();
    console.log(`${killed} kills, ${uploads} uploads intact, ready and reported, ${killing.told.length} webhooks`);
  }
  console.log(`nothing lost or stuck in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
} finally {
  await killing.close();
}
