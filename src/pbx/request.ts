import type { Connection } from '../core/connection.ts';
import { hasDodFields, isDodField } from '../core/dodNumbers.ts';
import { trunkFields, type Trunk, type TrunkField } from '../core/trunk.ts';
import type { Post } from './transport/transport.ts';
import { encodeJson, encodeXml, type Fields } from './answers/wire.ts';

/** What is asked of one endpoint. */
export interface Request {
  endpoint: string;
  token?: string;
  fields?: Fields;
  /** The endpoints without a `type` answer in JSON (OpenVox). */
  untyped?: boolean;
  /** An XML body without its declaration. */
  undeclared?: boolean;
}

/** The request as the documentation prints it, in the dialect and format of the connection. */
export function requestOf({ apiVersion, format }: Connection, request: Request): Post {
  const query = [
    ...(request.token === undefined ? [] : [`token=${encodeURIComponent(request.token)}`]),
    ...(apiVersion === 'v0.0.1' && !request.untyped ? [`type=${format}`] : []),
  ].join('&');
  return {
    path: `/api/${apiVersion}/${request.endpoint}${query === '' ? '' : `?${query}`}`,
    ...(request.fields && {
      // OpenVox prints application/json for the XML bodies of siptrunk/* too, and application/xml for login's alone.
      contentType: `application/${format === 'xml' && request.endpoint === 'login' ? 'xml' : 'json'}; charset=utf-8`,
      body:
        format === 'xml'
          ? encodeXml(request.fields, { declared: !request.undeclared })
          : encodeJson(request.fields),
    }),
  };
}

/**
 * The parameters of a trunk as they are sent, in the documentation's order. `domain`, where it is not given, goes out
 * equal to `host` in XML (OpenVox's example) and to `v1.1.0` (required by Yeastar), and stays out of JSON to `v0.0.1`
 * (OpenVox's example). DOD numbers are of `v1.1.0` only.
 * @param options `blanks` also sends blank values that take something away: a fromuser, or DOD numbers.
 */
export function fieldsToSend(connection: Connection, trunk: Trunk, { blanks = false } = {}): Fields {
  const { apiVersion, format } = connection;
  const wantsDomain = format === 'xml' || apiVersion === 'v1.1.0';
  const given: Partial<Record<TrunkField, string | undefined>> = trunk;
  const fields: Fields = {};
  for (const field of trunkFields) {
    if (isDodField(field) && !hasDodFields(connection)) continue;
    const isSent = given[field] !== '' || (blanks && (field === 'fromuser' || isDodField(field)));
    if (given[field] !== undefined && isSent) fields[field] = given[field];
    else if (field === 'domain' && wantsDomain && given.host !== undefined) fields[field] = given.host;
  }
  return fields;
}
