import { test as base } from 'playwright/test';
import { streamFixtures, type StreamTestFixtures, type StreamWorkerFixtures } from 'cloudflare-stream-local/playwright';

export const test = base.extend<StreamTestFixtures, StreamWorkerFixtures>(streamFixtures());
export { expect } from 'playwright/test';
