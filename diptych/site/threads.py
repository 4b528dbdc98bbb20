"""Threads: a story's comments as the conversation they were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from diptych.model.body import Body
from diptych.model.comment import Comment
from diptych.site.answers import Remark


def thread(comments: Sequence[Comment], bodies: Mapping[str, Body]) -> tuple[Remark, ...]:
    """Return comments, oldest first, each with its replies.

    A reply to a comment that is not there (or to itself, by any detour) stands at the top level,
    so that nothing an editor approved is lost. A comment without a body is left out.
    """
    told = [comment for comment in comments if comment.body_id in bodies]
    parents = {comment.id: comment.reply_to for comment in told}
    replies: dict[str, list[Comment]] = defaultdict(list)
    for comment in told:
        replies[_parent(comment.id, parents)].append(comment)

    def branch(parent: str) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                id=comment.id,
                author=comment.author,
                url=comment.url,
                date=comment.date,
                locale=comment.locale,
                html=bodies[comment.body_id].html,
                replies=branch(comment.id),
            )
            for comment in replies[parent]
        )

    return branch("")


def _parent(comment: str, parents: Mapping[str, str]) -> str:
    seen = {comment}
    ancestor = parents[comment]
    while ancestor in parents:
        if ancestor in seen:
            return ""
        seen.add(ancestor)
        ancestor = parents[ancestor]
    return parents[comment] if parents[comment] in parents else ""
