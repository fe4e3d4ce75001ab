import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockOffsetMs } from '../../../src/player/token/server-clock.js';

const SERVER = Date.UTC(2026, 0, 2, 3, 4, 5);
const dateHeader = new Date(SERVER).toUTCString();

describe('clockOffsetMs', () => {
  const readings: [
    what: string,
    header: string | null,
    sentAt: number,
    receivedAt: number,
    expected: number | undefined,
  ][] = [
    ['the two agree', dateHeader, SERVER + 100, SERVER + 300, 0],
    ['the answer took a second, and the header was written on the way', dateHeader, SERVER - 900, SERVER + 200, 0],
    ['a busy server wrote its header late', dateHeader, SERVER + 2800, SERVER + 2900, 0],
    ['the local clock is an hour slow', dateHeader, SERVER - 3_600_000, SERVER - 3_600_000, 3_601_000],
    ['the local clock is an hour fast', dateHeader, SERVER + 3_600_000, SERVER + 3_600_000, -3_599_000],
    ['the header cannot be read', null, 0, 0, undefined],
    ['the header is no date', 'soon', 0, 0, undefined],
    ['the header is empty', '', 0, 0, undefined],
  ];
  for (const [what, header, sentAt, receivedAt, expected] of readings) {
    it(`when ${what}`, () => assert.equal(clockOffsetMs({ dateHeader: header, sentAt, receivedAt }), expected));
  }
});
