// The local Stream, in one process. `node --import tsx --test test/harness/run/emulator.mjs` runs its tests alone.
import { importTests } from './import-tests.mjs';
import { EMULATOR } from './suites.mjs';

await importTests(EMULATOR);
