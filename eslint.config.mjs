import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports point one way: core ← pbx, sip ← fleet ← ui ← extension.ts. Each rule below closes one wrong direction. */
const forbid = (...patterns) => ({
  'no-restricted-imports': ['error', { patterns: patterns.map(([regex, message]) => ({ regex, message })) }],
});
const vscode = ['^vscode$', 'Only ui and extension.ts may know VS Code.'];
const pbx = ['/pbx/', 'core knows nothing of the network.'];
const sip = ['/sip/', 'SIP is spoken by fleet and ui, beside the API of the PBXes.'];
const fleet = ['/fleet/', 'Imports point one way: core ← pbx ← fleet ← ui ← extension.ts.'];
const ui = ['/ui/', 'Imports point one way: core ← pbx ← fleet ← ui ← extension.ts.'];
const demo = ['/demo/', 'The Demo PBX is loaded by ui, on request only.'];
const app = ['/(?:app|commands)\\.ts$', 'A folder says what it needs in its services.ts.'];

/** The folders of ui: each imports only from those in the rows above its own. */
const uiFolders = [
  ['base'],
  ['webview'],
  ['results'],
  ['connections'],
  ['explorer', 'trunkFiles'],
  ['plan'],
  ['journal'],
  ['provision'],
  ['deletion', 'demoPbx', 'details', 'drift', 'export', 'importTrunks', 'itsp', 'oneTrunk'],
  ['tasks'],
];
const uiFolder = (folder, row) => {
  const others = uiFolders
    .slice(row)
    .flat()
    .filter((other) => other !== folder);
  const notBefore = [
    `^(?:\\.\\./)+(?:${others.join('|')})/`,
    `${folder} imports only from folders before it.`,
  ];
  return {
    files: [`src/ui/${folder}/**`],
    rules: forbid(app, notBefore, ...(folder === 'demoPbx' ? [] : [demo])),
  };
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.editor*/', '**/node_modules/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/ui/webview/page/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['src/core/**'], rules: forbid(vscode, pbx, sip, fleet, ui, demo) },
  { files: ['src/pbx/**'], rules: forbid(vscode, sip, fleet, ui, demo) },
  { files: ['src/sip/**'], rules: forbid(vscode, pbx, fleet, ui, demo) },
  { files: ['src/fleet/**'], rules: forbid(vscode, ui, demo) },
  { files: ['src/demo/**'], rules: forbid(vscode, pbx, fleet, ui) },
  ...uiFolders.flatMap((folders, row) => folders.map((folder) => uiFolder(folder, row))),
  {
    files: ['src/ui/*/page/**'],
    rules: forbid(vscode, pbx, fleet, demo, ['^node:', 'The page runs in a browser.']),
  },
  {
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [] }] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        performance: 'readonly',
      },
    },
  },
);
