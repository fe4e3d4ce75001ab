import fs from 'node:fs';
import { findChromium } from './tools.mjs';

/** Nothing but loopback resolves: a forgotten address outside fails at once, and Chromium looks nothing up itself. */
export const chromiumArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A camera, a microphone and a screen that show a test pattern, which nobody is asked about. */
export const fakeDeviceArguments = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Autoplay is blocked as it is for a user; nothing is asked of the network. */
export const firefoxPreferences = {
  'media.autoplay.default': 1,
  'media.autoplay.blocking_policy': 0,
  'network.connectivity-service.enabled': false,
  'network.captive-portal-service.enabled': false,
};

/** Path of a Chromium: the system's, or Playwright's own where that has been downloaded. */
export async function chromiumPath(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (own && fs.existsSync(own)) return own;
  throw new Error('No Chromium found: install chromium, or name one with CHROMIUM.');
}
