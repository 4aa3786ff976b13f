/** The `code` of a PbxError for a login that was not sent, since it might lock this computer out; a person may send it anyway. */
export const heldBackCode = 'LOGIN_HELD_BACK';
/** The same where one more wrong login would lock this computer out: nobody may send it. */
export const lastLoginCode = 'LOGIN_LAST_KEPT';
