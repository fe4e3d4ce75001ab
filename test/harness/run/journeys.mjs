// Journeys, those of a lane in one process: `TEST_JOURNEYS=long node --import tsx --test test/harness/run/journeys.mjs` runs the
// long ones alone.
import { importTests } from './import-tests.mjs';
import { LONG_JOURNEYS, OTHER_JOURNEYS } from './suites.mjs';

await importTests(process.env.TEST_JOURNEYS === 'long' ? LONG_JOURNEYS : OTHER_JOURNEYS);
