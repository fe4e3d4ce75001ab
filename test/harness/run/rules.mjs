// All rules that run in Node, in one process. `node --import tsx --test test/harness/run/rules.mjs` runs them alone.
import { importTests } from './import-tests.mjs';
import { RULES } from './suites.mjs';

await importTests(RULES);
