import type { Authorities } from '../tls/authorities.ts';
import type { ProxySettings } from '../proxy/proxyRoute.ts';

/** What lies between here and the PBXes. */
export interface Network {
  /** Who may certify a PBX; where it is left out, only those that Node brings along. */
  authorities?: Authorities;
  /** None where it is left out. */
  proxies?: ProxySettings;
}
