import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import { seeded } from '../../demo/emulator/support/killing.js';
import { OTHER_UID, tokenOf } from '../../harness/tokens.js';

/** What the viewer does during a fault; most actions cause requests. */
export const ACTIONS = [
  'watches on',
  'seeks',
  'loads the video again',
  'chooses a quality',
  'pauses and plays',
  'requests another token',
] as const;
/** One of the {@link ACTIONS}. */
export type Action = (typeof ACTIONS)[number];

/** One fault of a run, determined by seed and number. */
export interface PlayerFault {
  readonly number: number;
  readonly kind: string;
  /** Rules for the proxy; none when only the viewer does something, or is offline. */
  readonly rules: readonly FaultRule[];
  readonly isOffline: boolean;
  readonly lastsMs: number;
  readonly action: Action;
  /** Random number from 0 to 1 that decides where a seek leads and which quality is selected. */
  readonly fraction: number;
  /** Whether the viewer presses "Try again" even while the player is still retrying by itself. */
  readonly isImpatient: boolean;
}

/** Creates the fault of a request for a video. */
type FaultFactory = (random: () => number, uid: string) => Omit<FaultRule, 'path'>;

const STATUSES = [204, 401, 403, 404, 408, 424, 429, 500, 502, 503] as const;
const PATHS = {
  master: '/manifest/video\\.m3u8',
  playlist: '/manifest/stream_',
  segment: '/(?:video|audio)/.*seg_',
  init: '/(?:video|audio)/.*init\\.mp4',
  token: '/api/videos/[^/]+/token',
} as const;
const RESPONSE_FAULTS: Readonly<Record<string, FaultFactory>> = {
  'reset during the body': (random) => ({ resetResponseAfter: Math.floor(random() * 40_000) }),
  'reset before the response': () => ({ resetResponseAfter: -1 }),
  late: (random) => ({ delayMs: Math.round(300 + random() * 2_500) }),
  slow: (random) => ({ bytesPerSecond: Math.round(4_000 + random() * 60_000) }),
  'no response': () => ({ hang: true }),
};
const inSeconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;
const respondWith =
  (body: string, type = 'application/json'): FaultFactory =>
  () => ({ status: 200, body, headers: { 'content-type': type } });
const tokenWith =
  (make: (uid: string) => Record<string, unknown>): FaultFactory =>
  (_random, uid) => ({
    status: 200,
    body: JSON.stringify({ token: tokenOf(make(uid)) }),
    headers: { 'content-type': 'application/json' },
  });
const TOKEN_FAULTS: Readonly<Record<string, FaultFactory>> = {
  ...Object.fromEntries(
    [204, 401, 403, 404, 409, 429, 500, 503].map((status) => [
      String(status),
      (() => ({ status })) satisfies FaultFactory,
    ]),
  ),
  'reset before the response': RESPONSE_FAULTS['reset before the response']!,
  late: RESPONSE_FAULTS.late!,
  html: respondWith('<!doctype html><form action="/login"></form>', 'text/html'),
  'empty body': respondWith(''),
  'JSON error': respondWith('{"error":"no"}'),
  malformed: respondWith('{"token":"not-a-token"}'),
  'for another video': tokenWith(() => ({ sub: OTHER_UID, exp: inSeconds(60) })),
  'expired long ago': tokenWith((uid) => ({ sub: uid, exp: inSeconds(-3_600) })),
  'not valid before tomorrow': tokenWith((uid) => ({ sub: uid, nbf: inSeconds(86_400), exp: inSeconds(172_800) })),
  'signed with an unknown key': tokenWith((uid) => ({ sub: uid, exp: inSeconds(60) })),
};

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** Creates the fault with the given number of a run. */
export function makeFault(seed: number, number: number, uid: string): PlayerFault {
  const random = seeded(Math.imul(seed, 1_000_003) + number);
  // Discard the first numbers: those of neighbouring seeds are similar.
  for (let i = 0; i < 4; i += 1) random();
  const common = {
    number,
    lastsMs: Math.round(300 + random() * 2_700),
    fraction: random(),
    isImpatient: random() < 0.3,
    isOffline: false,
    rules: [] as FaultRule[],
  };
  const action = pick(random, ACTIONS);
  const roll = random();
  if (roll < 0.08)
    return { ...common, kind: 'offline', isOffline: true, lastsMs: Math.round(1_000 + random() * 2_000), action };
  if (roll < 0.16) return { ...common, kind: `nothing, ${action}`, action };
  if (roll < 0.4) {
    const name = pick(random, Object.keys(TOKEN_FAULTS));
    const requestingAction = pick(random, ['loads the video again', 'requests another token', action] as const);
    return {
      ...common,
      kind: `token: ${name}`,
      rules: [{ path: PATHS.token, ...TOKEN_FAULTS[name]!(random, uid) }],
      action: requestingAction,
    };
  }
  const resource = pick(random, ['master', 'playlist', 'segment', 'segment', 'segment', 'init'] as const);
  // A multivariant playlist is only requested at the start, a media playlist when its quality is first used.
  const requestingAction =
    resource === 'master'
      ? 'loads the video again'
      : resource === 'segment'
        ? action
        : pick(random, ['loads the video again', 'chooses a quality'] as const);
  const names = [
    ...Object.keys(RESPONSE_FAULTS),
    ...(resource === 'master' || resource === 'playlist' ? ['garbage'] : ['garbage', 'garbage']),
  ];
  if (random() < 0.55) {
    const status = pick(random, STATUSES);
    return {
      ...common,
      kind: `${resource}: ${status}`,
      rules: [{ path: PATHS[resource], status }],
      action: requestingAction,
    };
  }
  const name = pick(random, names);
  const fault =
    name === 'garbage'
      ? { status: 200, body: 'garbage', headers: { 'content-type': 'video/mp4' } }
      : RESPONSE_FAULTS[name]!(random, uid);
  return {
    ...common,
    kind: `${resource}: ${name}`,
    rules: [{ path: PATHS[resource], ...fault }],
    action: requestingAction,
  };
}
