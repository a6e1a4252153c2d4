"""The names of offices that are called alike everywhere: English and Chinese patterns of each role.

`{A}` is the adjective of the place (`German`), `{C}` its name, `{Z}` each of its Chinese names.
"""


def minister(title, *chinese, affairs=None):
    """The patterns of a ministry's head."""
    english = ["{A} " + title, "{C}'s " + title, title + " of {C}"]
    return english + ["{A} Minister of " + (affairs or title.removesuffix(" Minister"))], ["{Z}" + one for one in chinese]


def titled(title, *chinese):
    """The patterns of an office with one title."""
    return ["{A} " + title, title + " of {C}", "{C}'s " + title], ["{Z}" + one for one in chinese]


def of_city(title, *chinese):
    """The patterns of an office of a city or province, whose name is its own adjective."""
    return ["{C} " + title, title + " of {C}"], ["{Z}" + one for one in chinese]


def party_secretary(*chinese):
    """The patterns of the head of a provincial party."""
    english = ["{C} Party Secretary", "{C} Communist Party Secretary", "Communist Party Secretary of {C}", "{C} Party Chief"]
    return english, ["{Z}" + one for one in chinese]


DEFENSE = minister("Defense Minister", "国防部长", "防长")

ROLES = {
    "president": titled("President", "总统"),
    "vice-president": titled("Vice President", "副总统"),
    "prime-minister": titled("Prime Minister", "总理"),
    "deputy-prime-minister": titled("Deputy Prime Minister", "副总理"),
    "chancellor": titled("Chancellor", "总理"),
    "king": titled("King", "国王"),
    "foreign-minister": minister("Foreign Minister", "外交部长", "外长", affairs="Foreign Affairs"),
    "finance-minister": minister("Finance Minister", "财政部长", "财长"),
    "defense-minister": (DEFENSE[0] + ["{A} Defence Minister", "{C}'s Defence Minister", "{A} Minister of Defence"], DEFENSE[1]),
    "interior-minister": minister("Interior Minister", "内政部长", affairs="the Interior"),
    "economy-minister": minister("Economy Minister", "经济部长"),
    "trade-minister": minister("Trade Minister", "贸易部长"),
    "health-minister": minister("Health Minister", "卫生部长"),
}

# Roles whose names depend on the kind of place.
OF_KINDS = {
    ("prime-minister", "kingdom"): titled("Prime Minister", "首相", "总理"),
    ("party-secretary", "municipality"): party_secretary("市委书记"),
    ("party-secretary", "province"): party_secretary("省委书记"),
    ("party-secretary", "region"): party_secretary("党委书记", "自治区党委书记"),
    # `湖南省长` and `北京市长` would be found in `湖南省长沙` and `北京市长安街`.
    ("mayor", "municipality"): of_city("Mayor", "市市长"),
    ("governor", "province"): of_city("Governor", "省省长"),
    ("mayor", "city"): of_city("Mayor", "市长", "市市长"),
    ("chairman", "region"): (["{C} Chairman", "{C} Governor", "Chairman of {C}", "Governor of {C}"], ["{Z}自治区主席", "{Z}政府主席"]),
}


def embassy(office):
    """The names of the embassy that an ambassador leads."""
    english = [f"{office.place.adjective} Embassy in {name}" for name in office.to]
    hans = [f"{place}驻{name}{house}" for name in office.chinese for house in ("大使馆", "使馆") for place in office.place.chinese[:1]]
    return english + [form.replace("Embassy", "embassy") for form in english], hans


def ambassador(names, chinese):
    """The patterns of an ambassador to a country of these names."""
    english = [pattern + name for pattern in ("{A} Ambassador to ", "{C}'s Ambassador to ") for name in names]
    return english, ["{Z}驻" + name + "大使" for name in chinese]


def patterns(office):
    """The English and Chinese patterns of an office: its own, or those of its role."""
    if office.to:
        return ambassador(office.to, office.chinese)
    if office.english and not office.english[0].startswith("^"):
        return office.english, office.chinese
    kind = OF_KINDS.get((office.role, office.place.kind))
    return kind or ROLES.get(office.role, ([], []))
