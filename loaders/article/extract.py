"""From the text of an article to its findings: the whole grammar in order."""

from __future__ import annotations

from dataclasses import replace

from kg.loaders.article import (
    deals,
    events,
    facilities,
    giving,
    investments,
    kinships,
    locations,
    numbers,
    organizations,
    people,
    presence,
    products,
    scope,
    sites,
    speech,
    views,
)
from kg.loaders.article.clean import clean
from kg.loaders.article.finding import Extraction, Finding
from kg.loaders.article.merge import merge
from kg.loaders.article.metadata import publication
from kg.loaders.article.modality import voices
from kg.loaders.article.shadow import read_document
from kg.loaders.article.subjects import Subjects
from kg.loaders.vocabulary import Vocabulary


def extract(text: str, companies: Vocabulary) -> Extraction:
    """What an English article states, each finding with the words it rests on.

    `companies` may be empty. Offsets are code points of `text`; nothing is looked up anywhere else.
    """
    doc = read_document(text, clean(text), companies)
    said, subjects = voices(doc), Subjects(doc)
    bargains = merge(deals.findings(doc, said, subjects))
    offered = products.offers(doc, bargains)
    joined = list(products.integrations(doc, said, offered))
    groups = merge(facilities.groups(doc, said, subjects))
    located = [*groups, *locations.findings(doc, said, subjects), *sites.findings(doc, said)]
    invested = giving.valued(
        [*investments.findings(doc, said, subjects.principal), *giving.findings(doc, said, subjects)]
    )
    posts = list(people.findings(doc, subjects))
    found: list[Finding] = [
        *kinships.findings(doc, said, subjects),  # in front: its shares are bound to their owners
        *scope.with_scope(doc, bargains, groups, offered),
        *invested,
        *posts,
        *located,
        *presence.findings(doc, said, subjects, located),
        *products.findings(doc, said, offered),
        *joined,
        *numbers.findings(doc, said, subjects, [*bargains, *groups, *invested, *posts]),
        *events.findings(doc, said),
        *speech.findings(doc),
        *views.findings(doc, said, bargains),
    ]
    found = merge(found)
    denied = tuple(merge(deals.denials(doc)))
    every = [*organizations.findings(doc, said, [*found, *denied], companies), *found]
    page = publication(doc)
    return Extraction(
        tuple(
            sorted(
                (replace(f, qualifiers=dict(f.qualifiers)) for f in every),
                key=lambda f: (f.spans[0].start, f.type, f.subject, f.object or ""),
            )
        ),
        page.title,
        page.publisher,
        page.author,
        page.published,
        page.language,
        denied,
    )
