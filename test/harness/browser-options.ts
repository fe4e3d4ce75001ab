import fs from 'node:fs';
import { findChromium } from './tools.mjs';

/** Only loopback resolves: a forgotten external address fails at once, and Chromium makes no look-ups of its own. */
export const chromiumArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** A camera, a microphone and a screen with a test pattern, without a permission prompt. */
export const fakeDeviceArguments = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Autoplay is blocked as it is for a user; Firefox makes no requests of its own. */
export const firefoxPreferences = {
  'media.autoplay.default': 1,
  'media.autoplay.blocking_policy': 0,
  'network.connectivity-service.enabled': false,
  'network.captive-portal-service.enabled': false,
};

/** Path of a Chromium: the system's, or Playwright's own if that has been downloaded. */
export async function chromiumPath(): Promise<string> {
  const found = findChromium();
  if (found) return found;
  const { chromium } = await import('playwright');
  const own = chromium.executablePath();
  if (own && fs.existsSync(own)) return own;
  throw new Error('No Chromium found: install chromium, or name one with CHROMIUM.');
}
