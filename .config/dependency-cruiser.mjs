// `npm run boundaries`: who may import whom. Type imports and dynamic imports count as imports. test/checks/boundaries.mjs
// breaks each rule once.

/** Each room of `src`, and the rooms it may import from besides itself and `shared`. */
export const ROOMS = {
  'player/model': [],
  'player/strings': [],
  'player/token': ['player/model'],
  'player/delivery': ['player/token', 'player/model'],
  'player/engine': ['player/delivery', 'player/token', 'player/model'],
  'player/tracks': ['player/model', 'player/strings'],
  'player/transcript': ['player/model', 'player/strings'],
  'player/controls': ['player/delivery', 'player/token', 'player/model', 'player/strings'],
  'player/playback': ['player/engine', 'player/delivery', 'player/token', 'player/model', 'player/strings'],
  player: ['player/playback', 'player/tracks', 'player/delivery', 'player/model', 'player/strings'],
  'upload/file': [],
  'upload/model': ['upload/file'],
  'upload/strings': ['upload/model'],
  'upload/status': ['upload/model'],
  'upload/sending': ['upload/status', 'upload/file', 'upload/model'],
  'upload/view': ['upload/model', 'upload/strings'],
  'upload/recording': ['upload/strings', 'upload/model', 'upload/sending', 'upload/view'],
  'upload/thumbnail': ['upload/strings', 'upload/sending', 'upload/view'],
  upload: [
    'upload/file',
    'upload/model',
    'upload/strings',
    'upload/status',
    'upload/sending',
    'upload/view',
    'upload/thumbnail',
  ],
  shared: [],
};

/** Rooms of which only types may be imported, by room. */
export const TYPES_ONLY = {
  player: ['player/engine', 'player/controls'],
  'player/controls': ['player', 'player/tracks'],
  'upload/view': ['upload/sending'],
  'upload/recording': ['upload'],
  'upload/thumbnail': ['upload'],
};

/** Packages that a room may import. */
export const PACKAGES = { 'player/engine': ['hls.js'], 'upload/sending': ['tus-js-client'] };
/** Rooms that may import Lit. */
export const WITH_LIT = [
  'player',
  'player/controls',
  'player/playback',
  'player/tracks',
  'player/transcript',
  'upload',
  'upload/file',
  'upload/sending',
  'upload/view',
  'upload/recording',
  'upload/thumbnail',
  'upload/strings',
  'player/strings',
  'shared',
];

/** `import type` and `import('…').Type`. */
const TYPE_IMPORTS = ['type-only', 'type-import'];

const isProduct = (room) => room === 'player' || room === 'upload';
/** The files of a room. Those of a product itself stand beside its rooms. */
const filesOf = (room) => (isProduct(room) ? `^src/${room}/[^/]+$` : `^src/${room}/`);

const rooms = Object.entries(ROOMS).flatMap(([room, others]) => {
  const open = [room, ...others, 'shared'].map(filesOf);
  const typesOnly = (TYPES_ONLY[room] ?? []).map(filesOf);
  const packages = [...(PACKAGES[room] ?? []), ...(WITH_LIT.includes(room) ? ['lit'] : [])];
  const from = { path: filesOf(room) };
  return [
    {
      name: `${room}: rooms`,
      severity: 'error',
      from,
      to: { path: '^(src|demo|test)/', pathNot: [...open, ...typesOnly] },
    },
    ...(typesOnly.length > 0
      ? [
          {
            name: `${room}: types only`,
            severity: 'error',
            from,
            to: { path: typesOnly, dependencyTypesNot: TYPE_IMPORTS },
          },
        ]
      : []),
    {
      name: `${room}: packages`,
      severity: 'error',
      from,
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: packages.map((name) => `^node_modules/${name}/`),
      },
    },
  ];
});

export default {
  forbidden: [
    ...rooms,
    {
      name: 'the player never imports the uploader',
      severity: 'error',
      from: { path: '^src/player/' },
      to: { path: '^src/upload/' },
    },
    {
      name: 'the uploader never imports the player',
      severity: 'error',
      from: { path: '^src/upload/' },
      to: { path: '^src/player/' },
    },
    {
      name: 'define: nothing but src',
      severity: 'error',
      from: { path: '^src/define/' },
      to: { pathNot: ['^src/', '^node_modules/lit/'] },
    },
    {
      name: 'nothing imports define',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/define/' },
      to: { path: '^src/define/' },
    },
    {
      name: 'the server stands alone',
      severity: 'error',
      from: { path: '^demo/server/' },
      to: { path: '^(src|demo|test)/', pathNot: '^demo/server/' },
    },
    {
      name: 'the local Stream stands alone',
      severity: 'error',
      from: { path: '^demo/emulator/' },
      to: { path: '^(src|demo|test)/', pathNot: '^demo/emulator/' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'demo: folders import one way',
      severity: 'error',
      scope: 'folder',
      from: { path: '^demo/(emulator|server)' },
      to: { circular: true },
    },
    // That rule takes a folder and those in it for one, so which way these import is said here.
    {
      name: 'the local Stream: what puts it together is on top',
      severity: 'error',
      from: { path: '^demo/emulator/[^/]+/', pathNot: '^demo/emulator/(alone|package)/' },
      to: { path: '^demo/emulator/[^/]+$' },
    },
    {
      name: 'the local Stream: nothing imports the program',
      severity: 'error',
      from: { path: '^demo/emulator/', pathNot: '^demo/emulator/(alone|package)/' },
      to: { path: '^demo/emulator/(alone|package)/' },
    },
    {
      name: 'the server: hosts and programs import it, never the other way round',
      severity: 'error',
      from: { path: '^demo/server/[^/]+$' },
      to: { path: '^demo/server/[^/]+/' },
    },
    { name: 'no dead imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.build)/' },
    // Type imports, too.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
