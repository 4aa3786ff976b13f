/** The code of an error that a proxy on the way to a PBX made. undici would try again for ever after some codes of its own. */
export const proxyCode = 'PBX_PROXY';
