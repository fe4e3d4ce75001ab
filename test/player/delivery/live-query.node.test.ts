import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { liveQuery } from '../../../src/player/delivery/live-query.js';

describe('liveQuery', () => {
  const queries: [lowLatency: boolean, dvr: boolean, query: string][] = [
    [false, false, ''],
    [true, false, '?protocol=llhls'],
    [false, true, '?dvrEnabled=true'],
    [true, true, '?protocol=llhls&dvrEnabled=true'],
  ];
  for (const [lowLatency, dvr, query] of queries)
    it(query || 'nothing', () => assert.equal(liveQuery({ lowLatency, dvr }), query));
});
