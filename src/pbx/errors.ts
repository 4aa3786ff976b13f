import * as l10n from '@vscode/l10n';
import { outsideText } from '../core/outsideText.ts';
import { wordsForErrno } from './errno.ts';

/**
 * Why a call to a PBX came to nothing:
 * `connection` no connection, or it was lost · `timeout` · `tls` the certificate · `status` an HTTP status other than 2xx ·
 * `answer` an answer that cannot be read · `refused` the PBX said no · `signedOut` nothing to sign in with, or the login
 * was refused · `storage` the secret storage failed · `cancelled` by the user.
 */
export type PbxErrorKind =
  'connection' | 'timeout' | 'tls' | 'status' | 'answer' | 'refused' | 'signedOut' | 'storage' | 'cancelled';

interface PbxErrorDetails {
  /** False when the request certainly never left; true when the PBX may have acted on it. */
  mayHaveArrived?: boolean;
  /** The PBX's own error number, as text. */
  errno?: string | undefined;
  /** The HTTP status. */
  status?: number | undefined;
  /** Node's or OpenSSL's code for the cause, such as `ECONNREFUSED`. */
  code?: string | undefined;
}

/**
 * The only error that `src/pbx` throws at its callers. Its message says what failed and what to do next, in the user's
 * language, and is made of names, addresses and numbers alone: never of a URL's query, a body or another error's text.
 */
export class PbxError extends Error {
  override readonly name = 'PbxError';
  readonly kind: PbxErrorKind;
  readonly mayHaveArrived: boolean;
  readonly errno: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;

  constructor(kind: PbxErrorKind, message: string, details: PbxErrorDetails = {}) {
    super(message);
    this.kind = kind;
    this.mayHaveArrived = details.mayHaveArrived ?? false;
    this.errno = details.errno;
    this.status = details.status;
    this.code = details.code;
  }
}

/** The PBX answered, and said no. `doing` is what was asked, such as `add the trunk “x”`. */
export function refused(pbx: string, doing: string, errno: string | undefined): PbxError {
  const message =
    errno === undefined
      ? l10n.t('{0} refused to {1} and gave no reason. Look at its web page.', outsideText(pbx), doing)
      : l10n.t('{0} refused to {1}: {2} (errno {3})', outsideText(pbx), doing, wordsForErrno(errno), errno);
  return new PbxError('refused', message, { errno });
}

/** True for a refusal by the PBX, and where numbers are given, for one with one of them. */
export function isRefusal(error: unknown, ...errnos: readonly string[]): error is PbxError {
  return (
    error instanceof PbxError &&
    error.kind === 'refused' &&
    (errnos.length === 0 || errnos.includes(error.errno ?? ''))
  );
}

/** The user cancelled. */
export function cancelled(mayHaveArrived = false): PbxError {
  return new PbxError('cancelled', l10n.t('Cancelled.'), { mayHaveArrived });
}

/** The error as a {@link PbxError}, or the thing itself thrown on: a defect is not a network fault. */
export function asPbxError(error: unknown): PbxError {
  if (error instanceof PbxError) return error;
  throw error;
}
