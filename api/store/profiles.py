"""Profiles of readings (条款指纹): what a comparison with the whole library needs, made when it is first asked for."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.tables import Reading
from api.store.tables_analysis import ProfileRow


def missing(session: Session, workspace_id: str, reading_id: str) -> Sequence[str]:
    """Ids of the readings that have none: the one named, and every current one of the workspace."""
    wanted = (Reading.workspace_id == workspace_id) & (Reading.is_current | (Reading.id == reading_id))
    made = select(ProfileRow.reading_id)
    return session.scalars(select(Reading.id).where(wanted, Reading.id.not_in(made))).all()


def keep(session: Session, reading_id: str, data: bytes) -> None:
    """Keep the profile of a reading. Nothing where the reading is gone, or has one by now."""
    if session.get(Reading, reading_id) is not None and session.get(ProfileRow, reading_id) is None:
        session.add(ProfileRow(reading_id=reading_id, data=data))


def library(session: Session, workspace_id: str, reading: Reading) -> tuple[bytes, Mapping[str, bytes]]:
    """The profile of a reading, and those of the current readings of all other documents, by their ids."""
    own = session.get_one(ProfileRow, reading.id).data
    others = session.execute(
        select(ProfileRow.reading_id, ProfileRow.data)
        .join(Reading, Reading.id == ProfileRow.reading_id)
        .where(
            Reading.workspace_id == workspace_id,
            Reading.is_current,
            Reading.document_id != reading.document_id,
        )
        .order_by(Reading.id)
    )
    return own, {row.reading_id: row.data for row in others}
