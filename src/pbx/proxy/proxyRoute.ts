import { isException, isLoopback, listedExceptions } from './noProxy.ts';

/** What VS Code's settings and the environment say of proxies. */
export interface ProxySettings {
  /** `http.proxy`; blank for none. */
  url: string;
  /** `http.noProxy`. */
  noProxy: readonly string[];
  /** `http.proxySupport` is not `off`. */
  isOn: boolean;
  /** `http.proxyAuthorization`: the whole value of the header; blank for none. A secret. */
  authorization: string;
  /** `http.proxyStrictSSL`: the certificate of an https proxy is verified. */
  strictSsl: boolean;
  /** The variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, in lower or upper case. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** The proxy through which a PBX is reached. */
export interface ProxyRoute {
  /** Such as `http://proxy.example.com:3128`; undefined for a setting that is not the URL of an HTTP proxy. */
  origin: string | undefined;
  /** Host and port, for words. */
  host: string;
  /** Which setting or variable names it. */
  source: string;
  /** What goes into the header `Proxy-Authorization`. A secret. */
  authorization: string | undefined;
  strictSsl: boolean;
}

/** The way to a PBX; undefined for the direct one. */
export function routeTo(pbxUrl: string, settings: ProxySettings | undefined): ProxyRoute | undefined {
  if (!settings?.isOn) return undefined;
  const url = new URL(pbxUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isLoopback(host)) return undefined;
  const found = proxyFor(url.protocol, settings);
  if (!found) return undefined;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const exceptions = [...settings.noProxy, ...listedExceptions(variable(settings, 'NO_PROXY').value)];
  if (isException(host, port, exceptions)) return undefined;
  return routeOf(found.value, found.source, settings);
}

/** What must never be shown of a route and of the settings, in the forms in which it may turn up. */
export function proxySecrets(settings: ProxySettings): string[] {
  const routes = ['http:', 'https:'].flatMap((protocol) => {
    const found = proxyFor(protocol, settings);
    return found ? [found.value] : [];
  });
  const credentials = routes.flatMap((value) => {
    const { username = '', password = '' } = urlOf(value) ?? {};
    if (password === '') return [];
    return [password, decoded(password), basic(username, password).slice('Basic '.length)];
  });
  return [...credentials, settings.authorization, settings.authorization.replace(/^\S+\s+/, '')].filter(
    (secret) => secret !== '',
  );
}

/** The setting comes before the environment, and HTTP_PROXY stands for both where there is no HTTPS_PROXY, as in VS Code. */
function proxyFor(protocol: string, settings: ProxySettings): { value: string; source: string } | undefined {
  if (settings.url !== '') return { value: settings.url, source: 'http.proxy' };
  const names = protocol === 'https:' ? ['HTTPS_PROXY', 'HTTP_PROXY'] : ['HTTP_PROXY'];
  for (const name of names) {
    const { value, source } = variable(settings, name);
    if (value !== undefined) return { value, source };
  }
  return undefined;
}

function variable(
  { environment }: ProxySettings,
  name: string,
): { value: string | undefined; source: string } {
  for (const source of [name.toLowerCase(), name]) {
    const value = environment[source]?.trim();
    if (value !== undefined && value !== '') return { value, source };
  }
  return { value: undefined, source: name };
}

function routeOf(value: string, source: string, { authorization, strictSsl }: ProxySettings): ProxyRoute {
  const url = urlOf(value);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    return { origin: undefined, host: '', source, authorization: undefined, strictSsl };
  }
  const own = url.username === '' ? undefined : basic(url.username, url.password);
  return {
    origin: url.origin,
    host: url.host,
    source,
    authorization: authorization === '' ? own : authorization,
    strictSsl,
  };
}

/** A proxy is often written without its scheme. */
function urlOf(value: string): URL | undefined {
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  return URL.canParse(whole) ? new URL(whole) : undefined;
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
