import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { RECORDER_STATES } from '../../../demo/pages/lazy-state-list.js';
import { PLAYER_ERRORS } from '../../../demo/pages/state-list.js';
import { UPLOADER_SENTENCES, UPLOADER_STATES } from '../../../demo/pages/upload-state-list.js';

/** Errors that no file has: something goes on, and this is what is said meanwhile. */
const NOTICES: Readonly<Record<string, string>> = { TOO_MANY_FILES: 'too-many', RECORDING_NOT_KEPT: 'not-kept' };

/** Reads the codes of the *Errors* table of a product's README, which a check holds against the types. */
function codesOf(product: 'player' | 'upload'): readonly string[] {
  const readme = fs.readFileSync(`src/${product}/README.md`, 'utf8');
  const section = readme.split(/^## Errors$/m)[1]!.split(/^## /m)[0]!;
  return [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code!);
}

describe('the page with every state', () => {
  it('shows each error of the player', () => {
    const missing = codesOf('player').filter((code) => !PLAYER_ERRORS.some((shown) => shown === code));
    assert.deepEqual(missing, []);
  });

  it('shows each error of the uploader', () => {
    const drawn = JSON.stringify([UPLOADER_STATES, UPLOADER_SENTENCES, RECORDER_STATES]);
    assert.deepEqual(
      codesOf('upload').filter((code) => !drawn.includes(`"${NOTICES[code] ?? code}"`)),
      [],
    );
  });
});
