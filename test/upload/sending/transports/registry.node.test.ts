import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  IMPLIED_TRANSPORT,
  TRANSPORT_NAMES,
  transportNamed,
} from '../../../../src/upload/sending/transports/registry.js';

describe('the table of transports', () => {
  it('gives each transport under its own name, and no name twice', () => {
    for (const name of TRANSPORT_NAMES) assert.equal(transportNamed(name).name, name);
    assert.equal(new Set(TRANSPORT_NAMES).size, TRANSPORT_NAMES.length);
  });

  it('knows what an endpoint may ask for', () => {
    assert.deepEqual([...TRANSPORT_NAMES].sort(), ['form', 'tus']);
  });

  it('takes a transport that can go on where a record of an earlier visit names none', () => {
    assert.equal(transportNamed(undefined).isResumable, true);
    assert.equal(transportNamed(IMPLIED_TRANSPORT.location).isResumable, true);
  });

  it('sends what a form cannot carry only by a transport without that limit', () => {
    assert.equal(transportNamed('form').maxBytes, 200_000_000);
    assert.equal(transportNamed('form').isResumable, false);
    assert.equal(transportNamed('tus').maxBytes, Infinity);
  });

  it('asks a form for no offset', async () => {
    const { signal } = new AbortController();
    assert.equal(await transportNamed('form').readOffset('https://upload.example/x', signal), null);
  });
});
