import type { FaultRule } from '../../../demo/emulator/sim/fault-rule.js';
import { seeded } from '../../demo/emulator/support/killing.js';
import { OTHER_UID, tokenOf } from '../../harness/tokens.js';

/** What the viewer does while something is broken: most of it asks for something. */
export const ACTS = [
  'watches on',
  'seeks',
  'opens it anew',
  'chooses a quality',
  'pauses and plays',
  'wants another token',
] as const;
export type Act = (typeof ACTS)[number];

/** One fault of a run. The same seed and number give the same one. */
export interface PlayerFault {
  readonly number: number;
  readonly kind: string;
  /** What goes wrong on the way; nothing where only the viewer does something. */
  readonly rules: readonly FaultRule[];
  readonly isOffline: boolean;
  readonly lastsMs: number;
  readonly act: Act;
  /** Where a seek leads to, as a share of the video, and which quality is chosen. */
  readonly share: number;
  /** Whether the viewer presses "Try again" although the player is still trying by itself. */
  readonly isImpatient: boolean;
}

/** Lets a request go wrong in one way, for a path and a video. */
type Way = (random: () => number, uid: string) => Omit<FaultRule, 'path'>;

const STATUSES = [204, 401, 403, 404, 408, 424, 429, 500, 502, 503] as const;
const PLACES = {
  master: '/manifest/video\\.m3u8',
  playlist: '/manifest/stream_',
  segment: '/(?:video|audio)/.*seg_',
  init: '/(?:video|audio)/.*init\\.mp4',
  token: '/api/videos/[^/]+/token',
} as const;
const WAYS: Readonly<Record<string, Way>> = {
  'cut in its body': (random) => ({ resetResponseAfter: Math.floor(random() * 40_000) }),
  'cut before it': () => ({ resetResponseAfter: -1 }),
  late: (random) => ({ delayMs: Math.round(300 + random() * 2_500) }),
  slow: (random) => ({ bytesPerSecond: Math.round(4_000 + random() * 60_000) }),
  'no answer': () => ({ hang: true }),
};
const inSeconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;
const answers =
  (body: string, type = 'application/json'): Way =>
  () => ({ status: 200, body, headers: { 'content-type': type } });
const claims =
  (make: (uid: string) => Record<string, unknown>): Way =>
  (_random, uid) => ({
    status: 200,
    body: JSON.stringify({ token: tokenOf(make(uid)) }),
    headers: { 'content-type': 'application/json' },
  });
const TOKEN_WAYS: Readonly<Record<string, Way>> = {
  ...Object.fromEntries(
    [204, 401, 403, 404, 409, 429, 500, 503].map((status) => [String(status), (() => ({ status })) satisfies Way]),
  ),
  'cut before it': WAYS['cut before it']!,
  late: WAYS.late!,
  html: answers('<!doctype html><form action="/login"></form>', 'text/html'),
  'empty body': answers(''),
  'JSON error': answers('{"error":"no"}'),
  unreadable: answers('{"token":"not-a-token"}'),
  'for another video': claims(() => ({ sub: OTHER_UID, exp: inSeconds(60) })),
  'ended long ago': claims((uid) => ({ sub: uid, exp: inSeconds(-3_600) })),
  'begins tomorrow': claims((uid) => ({ sub: uid, nbf: inSeconds(86_400), exp: inSeconds(172_800) })),
  'a signature of nobody': claims((uid) => ({ sub: uid, exp: inSeconds(60) })),
};

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

/** Deals fault number so and so of a run. */
export function dealFault(seed: number, number: number, uid: string): PlayerFault {
  const random = seeded(Math.imul(seed, 1_000_003) + number);
  // The first numbers of neighbouring seeds resemble each other.
  for (let i = 0; i < 4; i += 1) random();
  const common = {
    number,
    lastsMs: Math.round(300 + random() * 2_700),
    share: random(),
    isImpatient: random() < 0.3,
    isOffline: false,
    rules: [] as FaultRule[],
  };
  const act = pick(random, ACTS);
  const dice = random();
  if (dice < 0.08)
    return { ...common, kind: 'offline', isOffline: true, lastsMs: Math.round(1_000 + random() * 2_000), act };
  if (dice < 0.16) return { ...common, kind: `nothing, ${act}`, act };
  if (dice < 0.4) {
    const name = pick(random, Object.keys(TOKEN_WAYS));
    const asking = pick(random, ['opens it anew', 'wants another token', act] as const);
    return {
      ...common,
      kind: `token: ${name}`,
      rules: [{ path: PLACES.token, ...TOKEN_WAYS[name]!(random, uid) }],
      act: asking,
    };
  }
  const place = pick(random, ['master', 'playlist', 'segment', 'segment', 'segment', 'init'] as const);
  // A master playlist is only asked for at the start, those of the qualities with each of them.
  const fitting =
    place === 'master'
      ? 'opens it anew'
      : place === 'segment'
        ? act
        : pick(random, ['opens it anew', 'chooses a quality'] as const);
  const names = [
    ...Object.keys(WAYS),
    ...(place === 'master' || place === 'playlist' ? ['garbage'] : ['garbage', 'garbage']),
  ];
  if (random() < 0.55) {
    const status = pick(random, STATUSES);
    return { ...common, kind: `${place}: ${status}`, rules: [{ path: PLACES[place], status }], act: fitting };
  }
  const name = pick(random, names);
  const way =
    name === 'garbage'
      ? { status: 200, body: 'garbage', headers: { 'content-type': 'video/mp4' } }
      : WAYS[name]!(random, uid);
  return { ...common, kind: `${place}: ${name}`, rules: [{ path: PLACES[place], ...way }], act: fitting };
}
