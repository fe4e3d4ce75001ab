import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFiles, root } from './suites.mjs';

/**
 * Imports the test files that match a pattern into this process: starting one for each, and compiling shared modules
 * again, takes longer than most of them. TEST_WORDS picks files by their path. Hooks outside of suites would be hooks of
 * all files, so files that have some cannot take part.
 */
export async function importTests(pattern) {
  const words = process.env.TEST_WORDS?.split(' ').filter(Boolean);
  for (const file of findFiles(pattern, words)) await import(pathToFileURL(path.join(root, file)).href);
}
