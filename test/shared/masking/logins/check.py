"""Logs in as applications do. Reads [[check, password, stored], ...] from stdin, writes [true, ...]."""
import base64
import hashlib
import hmac
import json
import sys

from passlib import hash as passlib


def drupal(password, stored):
    alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    data = password.encode()
    digest = hashlib.sha512(stored[4:12].encode() + data).digest()
    for _ in range(1 << alphabet.index(stored[3])):
        digest = hashlib.sha512(digest + data).digest()
    text = ""
    for at in range(0, len(digest), 3):
        number = int.from_bytes(digest[at : at + 3], "little")
        for _ in range(4 if at + 3 <= len(digest) else 2):
            text += alphabet[number & 63]
            number >>= 6
    return (stored[:12] + text)[:55] == stored


def werkzeug(password, stored):
    method, salt, expected = stored.split("$")
    name, *arguments = method.split(":")
    if name == "scrypt":
        cost, block, lanes = map(int, arguments)
        key = hashlib.scrypt(password.encode(), salt=salt.encode(), n=cost, r=block, p=lanes, maxmem=132 * cost * block * lanes)
    else:
        key = hashlib.pbkdf2_hmac(arguments[0], password.encode(), salt.encode(), int(arguments[1]))
    return key.hex() == expected


def django_scrypt(password, stored):
    _, cost, salt, block, lanes, expected = stored.split("$")
    key = hashlib.scrypt(password.encode(), salt=salt.encode(), n=int(cost), r=int(block), p=int(lanes), maxmem=2**30, dklen=64)
    return base64.b64encode(key).decode() == expected


def classic_pbkdf2(password, stored):
    algorithm, rounds, salt, expected = stored.split(":")
    raw = base64.b64decode(expected)
    return hashlib.pbkdf2_hmac(algorithm, password.encode(), salt.encode(), int(rounds), len(raw)) == raw


def aspnet(password, stored):
    raw = base64.b64decode(stored)
    number = lambda at: int.from_bytes(raw[at : at + 4], "big")
    algorithm = ["sha1", "sha256", "sha512"][number(1)]
    salt, key = raw[13 : 13 + number(9)], raw[13 + number(9) :]
    return raw[0] == 1 and hashlib.pbkdf2_hmac(algorithm, password.encode(), salt, number(5), len(key)) == key


def django_prefixed(password, stored):
    prefix, rest = stored.split("$", 1)
    return getattr(passlib, prefix).verify(password, rest if prefix == "bcrypt" else "$" + rest)


own = {
    "drupal": drupal,
    "werkzeug": werkzeug,
    "django_scrypt": django_scrypt,
    "classic_pbkdf2": classic_pbkdf2,
    "aspnet": aspnet,
    "django_prefixed": django_prefixed,
}


def check(name, password, stored):
    return bool(own[name](password, stored) if name in own else getattr(passlib, name).verify(password, stored))


print(json.dumps([check(*asked) for asked in json.load(sys.stdin)]))
