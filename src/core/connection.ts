import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { commandTitles } from './commandTitles.ts';
import { sentences, wordList } from './sentences.ts';

const urlWords = () =>
  l10n.t('url must have a scheme, a host and a port, such as {0}.', 'http://172.16.6.150:9011');

/** What is wrong with the base URL of a PBX, in words. */
function urlProblem(value: string): string | undefined {
  // Neither scheme can be without a host.
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return urlWords();
  if (url.username !== '' || url.password !== '') {
    return l10n.t(
      'url must not have a user name or a password in it. Sign in with {0} instead.',
      commandTitles.signIn(),
    );
  }
  if (url.search !== '' || url.hash !== '') {
    return l10n.t('url must end after the host, the port and the path.');
  }
  return undefined;
}

/** The base URL of a PBX without a trailing slash; a path prefix is kept. */
const baseUrl = z.pipe(
  z.string({ error: urlWords }).check(
    z.refine((value) => urlProblem(value) === undefined, {
      error: ({ input }) => urlProblem(String(input)),
    }),
  ),
  z.transform((value) => {
    const url = new URL(value);
    return url.origin + url.pathname.replace(/\/+$/, '');
  }),
);

const certificateWords = () =>
  l10n.t('certificate must be {0} and the 64 digits of the certificate’s fingerprint.', 'sha256:');

const caWords = () =>
  l10n.t('ca must be the path of a PEM file with certificate authorities, such as {0}.', '~/company-ca.pem');

const groupWords = () => l10n.t('group must be the name of a group, such as {0}.', 'north');

const charsetWords = () =>
  l10n.t('charset must be the name of an encoding, such as {0}.', 'utf-8, gbk, latin1');

/** The digits of a fingerprint, however they are written. */
const fingerprintDigits = (value: string) =>
  value
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '')
    .replaceAll(':', '');

const fingerprint = z.pipe(
  z
    .string({ error: certificateWords })
    .check(z.refine((value) => /^[0-9a-f]{64}$/.test(fingerprintDigits(value)), { error: certificateWords })),
  z.transform((value) => `sha256:${fingerprintDigits(value)}`),
);

/** The label of an encoding: whatever `TextDecoder` knows. */
const charset = z
  .string({ error: charsetWords })
  .check(z.trim(), z.toLowerCase(), z.refine(isEncoding, { error: charsetWords }));

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/** True for a URL whose PBX shows a certificate. */
export function isHttps(url: string): boolean {
  return url.startsWith('https:');
}

/** Somebody who pins a certificate must not believe that it protects what is sent in plain text. */
const onlyHttpsWords = (key: string) =>
  l10n.t(
    '{0} works with {1} only, and this url sends passwords in plain text. Correct the url, or take {0} out.',
    key,
    'https://',
  );

/** The API's two dialects: OpenVox UC, and Yeastar S and its siblings. */
export const apiVersions = ['v0.0.1', 'v1.1.0'] as const;
/** The wire formats; `v1.1.0` knows only JSON. */
export const wireFormats = ['json', 'xml'] as const;

/** One entry of the setting `pbx.connections`. */
export const connectionSchema = z
  .object({
    url: baseUrl,
    username: z._default(z.string({ error: () => l10n.t('{0} must be text in quotes.', 'username') }), ''),
    apiVersion: z._default(
      z.enum(apiVersions, { error: () => l10n.t('apiVersion must be one of {0}.', wordList(apiVersions)) }),
      'v0.0.1',
    ),
    format: z._default(
      z.enum(wireFormats, { error: () => l10n.t('format must be one of {0}.', wordList(wireFormats)) }),
      'json',
    ),
    certificate: z.optional(fingerprint),
    ca: z.optional(z.string({ error: caWords }).check(z.trim(), z.minLength(1, { error: caWords }))),
    charset: z.optional(charset),
  })
  .check(
    z.refine(({ apiVersion, format }) => apiVersion !== 'v1.1.0' || format === 'json', {
      path: ['format'],
      error: () => l10n.t('format must be json: apiVersion v1.1.0 does not speak XML.'),
    }),
    z.refine(({ url, certificate }) => certificate === undefined || isHttps(url), {
      path: ['certificate'],
      error: () => onlyHttpsWords('certificate'),
    }),
    z.refine(({ url, ca }) => ca === undefined || isHttps(url), {
      path: ['ca'],
      error: () => onlyHttpsWords('ca'),
    }),
  );

/** A PBX as the settings describe it, checked and completed. Holds no secret. */
export type Connection = z.infer<typeof connectionSchema>;

/**
 * A configured PBX: its name, the group that it is in, and its connection or what is wrong with it. A PBX whose settings are
 * not complete is in its group too, so that what is meant for the group says so, and does not pass it over.
 */
export type ConfiguredPbx = { name: string; group?: string } & (
  { connection: Connection } | { problem: string }
);

/** Which group a PBX is in; blank means none. It is no part of the connection, which stays as it is in another group. */
const grouped = z.object({ group: z.optional(z.string({ error: groupWords }).check(z.trim())) });

/** Reads one entry of `pbx.connections`. */
export function readConnection(name: string, entry: unknown): ConfiguredPbx {
  const result = connectionSchema.safeParse(entry);
  const group = grouped.safeParse(entry);
  const known = { name, ...(group.data?.group && { group: group.data.group }) };
  if (result.success && group.success) return { ...known, connection: result.data };
  const issues = [...(result.error?.issues ?? []), ...(result.success ? (group.error?.issues ?? []) : [])];
  const words = issues.map(({ code, message, path }) =>
    code === 'invalid_type' && path.length === 0
      ? l10n.t('The entry must be an object with a url.')
      : message,
  );
  return { ...known, problem: sentences(...words) };
}

/**
 * The key of a PBX's secrets: origin, path prefix and user name, never the display name, so that a settings file which gives a
 * known name a new URL gets nobody's token.
 */
export function credentialKey({ url, username }: Pick<Connection, 'url' | 'username'>): string {
  return `credential:${JSON.stringify([url, username])}`;
}

/** The key under which earlier versions kept them: every path prefix of one origin shared it. */
export function formerCredentialKey({ url, username }: Pick<Connection, 'url' | 'username'>): string {
  return credentialKey({ url: new URL(url).origin, username });
}
