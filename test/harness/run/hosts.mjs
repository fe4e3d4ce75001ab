// Tests of the server on its hosts, in one process. `node --import tsx --test test/harness/run/hosts.mjs` runs its tests alone.
import { importTests } from './import-tests.mjs';
import { HOSTS } from './suites.mjs';

await importTests(HOSTS);
