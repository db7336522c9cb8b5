"""The sign-in form: a page of its own, without script, so that a password never passes through the page's websocket."""

from html import escape

from tracker.wording import Lang, label

_STYLE = """
*{box-sizing:border-box}
body{margin:0;background:#fbfaf7;color:#1c2330;font:17px/1.55 "Source Sans 3",system-ui,sans-serif}
main{max-width:26rem;margin:9vh auto;padding:0 1.25rem}
h1{font:600 1.75rem/1.2 Georgia,serif;margin:0 0 .25rem}
p{margin:.25rem 0 1.25rem;color:#4a5262}
form{background:#fff;border:1px solid #d9d4c8;border-top:3px solid #1f4e79;border-radius:6px;padding:1.5rem}
label{display:block;font-weight:600;margin:0 0 .3rem}
input{width:100%;font:inherit;padding:.55rem .7rem;border:1px solid #8f8a7d;border-radius:5px;margin:0 0 1rem;background:#fff}
input:focus,button:focus,a:focus{outline:3px solid #9dbbd8;outline-offset:1px}
button{font:inherit;font-weight:600;width:100%;padding:.65rem;border:0;border-radius:5px;background:#1f4e79;color:#fff;cursor:pointer}
.problem{background:#fbeeea;border-left:4px solid #a8442f;color:#6e2414;padding:.6rem .8rem;border-radius:4px;margin:0 0 1rem}
.mark{font-weight:700;color:#1f4e79;margin:0 0 1.5rem;display:block;text-decoration:none}
"""


def login_page(lang: Lang, token: str, target: str, problem: str | None = None, usable: bool = True) -> str:
    """Return the form; without accounts it only says how the first one is made."""
    body = _form(lang, token, target, problem) if usable else f'<p class="problem">{escape(label("ui.login.no_accounts", lang))}</p>'
    title = escape(label("screen.sign_in", lang))
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · Chose promise</title><style>{_STYLE}</style>"
    )
    intro = f'<a class="mark" href="/?lang={lang}">Chose promise</a><h1>{title}</h1><p>{escape(label("ui.login.intro", lang))}</p>'
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body><main>{intro}{body}</main></body></html>'


def _form(lang: Lang, token: str, target: str, problem: str | None) -> str:
    warning = f'<div class="problem" role="alert">{escape(problem)}</div>' if problem else ""
    hidden = {"token": token, "next": target, "lang": lang}
    fields = "".join(f'<input type="hidden" name="{name}" value="{escape(value)}">' for name, value in hidden.items())
    return (
        f'{warning}<form method="post" action="/connexion">{fields}'
        f'<label for="login">{escape(label("ui.login.login", lang))}</label>'
        '<input id="login" name="login" autocomplete="username" autocapitalize="none" required maxlength="64">'
        f'<label for="password">{escape(label("ui.login.password", lang))}</label>'
        '<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="256">'
        f'<button type="submit">{escape(label("button.sign_in", lang))}</button></form>'
    )
