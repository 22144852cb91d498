"""Words to plant: each stands nowhere else, in many scripts and shapes."""

SCRIPTS = (
    "Quetzalina-Obradović",
    "Канарейка-Снегирёва",
    "عصفور-الكناري-الأزرق",
    "蓝色金丝雀在歌唱",
    "Nguyễn-Chim-Yến-Ương",
    "Kanari-Blè-Éloïse",
)


def word(number: int) -> str:
    """The number's word. Two numbers share no word."""
    return f"{SCRIPTS[number % len(SCRIPTS)]}-{number:03d}zq"


def phone(number: int) -> str:
    """A number nobody has, as E.164: of those kept for stories."""
    return f"+1{610 + number}5550{100 + number % 90}"


def mailbox(number: int) -> str:
    """An address nobody has."""
    return f"kanari.quetzal.{number:03d}zq@mail.example"
