"""Sign-in: allauth for passwords, one-time codes and passkeys; axes for lock-out."""

import os
from datetime import timedelta

ACCOUNT_ADAPTER = "xenia.ground.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "xenia.ground.accounts.models.display_name"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# How many proxies stand before us: that many of the addresses they report are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("XENIA_PROXIES", "0"))
# Wrong codes are counted by person, wrong passwords by axes below; nothing is counted by network address.
# Source: NIST SP 800-63B, 5.2.2: no more than 100 wrong tries in a row.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/10m/key,30/d/key",
    "login": None,
    "reauthenticate": None,
}
ACCOUNT_FORMS = {
    "login": "xenia.ground.accounts.forms.sign_in.SignInForm",
    "reauthenticate": "xenia.ground.accounts.forms.sign_in.PasswordAgainForm",
}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = False
# A phone's clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "xenia.ground.accounts.forms.sign_in.CodeForm",
    "reauthenticate": "xenia.ground.accounts.forms.sign_in.CodeAgainForm",
    "activate_totp": "xenia.ground.accounts.forms.sign_in.SetUpAppForm",
    "add_webauthn": "xenia.ground.accounts.forms.sign_in.AddPasskeyForm",
}
MFA_ADAPTER = "xenia.ground.accounts.adapter.MFAAdapter"
# False in a real city: staff sign in with a second step.
SECOND_STEP_OPTIONAL = False

AXES_HANDLER = "xenia.ground.accounts.lockout.TwoLimits"
AXES_CACHE = "default"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "xenia.ground.accounts.lockout.whose_attempt"
AXES_CLIENT_STR_CALLABLE = "xenia.ground.accounts.lockout.unnamed"
AXES_CLIENT_IP_CALLABLE = "xenia.ground.accounts.lockout.address_of_the_day"
AXES_LOCKOUT_CALLABLE = "xenia.ground.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
