import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { commandTitles } from './commandTitles.ts';
import { sentences, wordList } from './sentences.ts';

const urlWords = () =>
  l10n.t('url must have a scheme, a host and a port, such as {0}.', 'http://172.16.6.150:9011');

/** The base URL of a PBX without a trailing slash; a path prefix is kept. */
const baseUrl = z.string({ error: urlWords }).transform((value, context) => {
  // Neither scheme can be without a host.
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const problem =
    !url || !/^https?:$/.test(url.protocol)
      ? urlWords()
      : url.username !== '' || url.password !== ''
        ? l10n.t(
            'url must not have a user name or a password in it. Sign in with {0} instead.',
            commandTitles.signIn(),
          )
        : url.search !== '' || url.hash !== ''
          ? l10n.t('url must end after the host, the port and the path.')
          : undefined;
  if (!url || problem) {
    context.addIssue({ code: 'custom', message: problem ?? urlWords() });
    return z.NEVER;
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
});

const certificateWords = () =>
  l10n.t('certificate must be {0} and the 64 digits of the certificate’s fingerprint.', 'sha256:');

const caWords = () =>
  l10n.t('ca must be the path of a PEM file with certificate authorities, such as {0}.', '~/company-ca.pem');

const charsetWords = () =>
  l10n.t('charset must be the name of an encoding, such as {0}.', 'utf-8, gbk, latin1');

const fingerprint = z.string({ error: certificateWords }).transform((value, context) => {
  const digits = value
    .trim()
    .toLowerCase()
    .replace(/^sha256:/, '')
    .replaceAll(':', '');
  if (/^[0-9a-f]{64}$/.test(digits)) return `sha256:${digits}`;
  context.addIssue({ code: 'custom', message: certificateWords() });
  return z.NEVER;
});

/** The label of an encoding: whatever `TextDecoder` knows. */
const charset = z.string({ error: charsetWords }).transform((value, context) => {
  const label = value.trim().toLowerCase();
  try {
    new TextDecoder(label);
    return label;
  } catch {
    context.addIssue({ code: 'custom', message: charsetWords() });
    return z.NEVER;
  }
});

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
    username: z.string({ error: () => l10n.t('username must be text in quotes.') }).default(''),
    apiVersion: z
      .enum(apiVersions, { error: () => l10n.t('apiVersion must be one of {0}.', wordList(apiVersions)) })
      .default('v0.0.1'),
    format: z
      .enum(wireFormats, { error: () => l10n.t('format must be one of {0}.', wordList(wireFormats)) })
      .default('json'),
    certificate: fingerprint.optional(),
    ca: z.string({ error: caWords }).trim().min(1, { error: caWords }).optional(),
    charset: charset.optional(),
  })
  .refine(({ apiVersion, format }) => apiVersion !== 'v1.1.0' || format === 'json', {
    path: ['format'],
    error: () => l10n.t('format must be json: apiVersion v1.1.0 does not speak XML.'),
  })
  .refine(({ url, certificate }) => certificate === undefined || isHttps(url), {
    path: ['certificate'],
    error: () => onlyHttpsWords('certificate'),
  })
  .refine(({ url, ca }) => ca === undefined || isHttps(url), {
    path: ['ca'],
    error: () => onlyHttpsWords('ca'),
  });

/** A PBX as the settings describe it, checked and completed. Holds no secret. */
export type Connection = z.infer<typeof connectionSchema>;

/** A configured PBX: its name, and its connection or what is wrong with it. */
export type ConfiguredPbx = { name: string } & ({ connection: Connection } | { problem: string });

/** Reads one entry of `pbx.connections`. */
export function readConnection(name: string, entry: unknown): ConfiguredPbx {
  const result = connectionSchema.safeParse(entry);
  if (result.success) return { name, connection: result.data };
  const words = result.error.issues.map(({ code, message, path }) =>
    code === 'invalid_type' && path.length === 0
      ? l10n.t('The entry must be an object with a url.')
      : message,
  );
  return { name, problem: sentences(...words) };
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
