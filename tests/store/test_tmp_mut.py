import pytest
from tests.store import test_search_sqlite as T
from tests.store.test_search_sqlite import *
from api.store.search import sqlite
from sqlalchemy import text as sql
@pytest.mark.parametrize('what',['no-optimize','no-rewrite'])
def test_mut(database,path,monkeypatch,what):
    def purge(c,name):
        if what=='no-optimize':
            for s in ("PRAGMA secure_delete=ON",f"CREATE TABLE {name}_purged {sqlite._COLUMNS}",f"INSERT INTO {name}_purged SELECT id, workspace, size, runs FROM {name} ORDER BY id",f"DROP TABLE {name}",f"ALTER TABLE {name}_purged RENAME TO {name}"): c.execute(sql(s))
        else: c.execute(sql(f"INSERT INTO {name}_grams({name}_grams) VALUES ('optimize')"))
    monkeypatch.setattr(sqlite,'purge',purge)
    with pytest.raises(AssertionError): T.test_removed_texts_leave_nothing_in_the_file(database,path)
