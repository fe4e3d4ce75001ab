// All rules that run in Node, in one process: to start one, and to compile what it imports, takes longer than most of them
// do. `node --import tsx --test test/harness/run/rules.mjs` runs them alone; TEST_WORDS picks files by their path.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFiles, root, RULES } from './suites.mjs';

const words = process.env.TEST_WORDS?.split(' ').filter(Boolean);
for (const file of findFiles(RULES, words)) await import(pathToFileURL(path.join(root, file)).href);
