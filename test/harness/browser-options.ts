import fs from 'node:fs';
import { findChromium } from './tools.mjs';

/** Only loopback resolves: a forgotten external address fails at once, and Chromium makes no look-ups of its own. */
export const chromiumArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** What Playwright turns off; Chromium heeds the last such list alone, so that ours has to repeat it. */
const FEATURES_OFF_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/**
 * Arguments for tests, in which nobody sees Chromium's own windows: a page of its own for the suggestions below the address
 * bar takes longer to load in each window than most tests take. Nor is a process kept ready for a page that never comes.
 */
export const chromiumTestArguments = [
  ...chromiumArguments,
  `--disable-features=${[
    ...FEATURES_OFF_BY_PLAYWRIGHT,
    'WebUIOmniboxPopup',
    'WebUIOmniboxAimPopup',
    'SpareRendererForSitePerProcess',
  ].join(',')}`,
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
