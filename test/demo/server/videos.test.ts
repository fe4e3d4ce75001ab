import { createMemoryStore } from './support/memory-store.js';
import { describeStore } from './support/store-tests.js';

// Those of the databases are tests of the hosts.
const store = createMemoryStore();
describeStore('the tests’ Map', () => store);
