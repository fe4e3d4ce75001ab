import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  IMPLIED_TRANSPORT,
  TRANSPORT_NAMES,
  transportNamed,
} from '../../../../src/upload/sending/transports/registry.js';

describe('the table of transports', () => {
  it('finds each transport by its name, and has no name twice', () => {
    for (const name of TRANSPORT_NAMES) assert.equal(transportNamed(name).name, name);
    assert.equal(new Set(TRANSPORT_NAMES).size, TRANSPORT_NAMES.length);
  });

  it('has the protocols `form` and `tus`', () => {
    assert.deepEqual([...TRANSPORT_NAMES].sort(), ['form', 'tus']);
  });

  it('chooses a resumable transport for a record or a location header without a protocol', () => {
    assert.equal(transportNamed(undefined).isResumable, true);
    assert.equal(transportNamed(IMPLIED_TRANSPORT.location).isResumable, true);
  });

  it('limits `form` to 200 MB and `tus` not at all', () => {
    assert.equal(transportNamed('form').maxBytes, 200_000_000);
    assert.equal(transportNamed('form').isResumable, false);
    assert.equal(transportNamed('tus').maxBytes, Infinity);
  });

  it('reads no offset for a form', async () => {
    const { signal } = new AbortController();
    assert.equal(await transportNamed('form').readOffset('https://upload.example/x', signal), null);
  });
});
