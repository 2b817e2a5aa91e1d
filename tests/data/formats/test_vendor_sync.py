"""Results of syncs as the usual programs export them; the samples are made up."""

import os
from pathlib import Path
from typing import Any

import pytest

from amtui.data.formats import FileMapping, open_table, recognise
from amtui.domain.errors import Refused, UsageError
from tests.data.formats.reading import Result, read_file, read_text

SUCCESSES = (
    '"sf__Id","sf__Created","Order_Id__c","Name"\n"a01","true","O-1","Ann"\n"a02","false","O-2","Bea"\n'
)
FAILURES = (
    '"sf__Id","sf__Error","Order_Id__c","Name"\n'
    '"","REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --","O-3",""\n'
)
OLD_API = "Id,Success,Created,Error\n001,true,true,\n,false,false,DUPLICATE_VALUE:x\n"
ZOHO = (
    "Last_Name,Email,STATUS,RECORD_ID,ERRORS\nEnd,eve@acme.example,ADDED,3652,\n"
    "Ames,ann@acme.example,UPDATED,3653,\nBo,,SKIPPED,,MANDATORY_NOT_FOUND-Email\n"
    "Cy,cy@acme.example,SKIPPED,,\nDi,di@acme.example,UNPROCESSED,,LIMIT_EXCEEDED-Email\n"
)
ZAPIER = """\
Zap run ID,Zap name,Status,Status detail,Start time,Error message
r1,New lead,Success,,2024-03-04T09:00:00Z,
r2,New lead,Stopped,Errored,2024-03-04T09:01:00Z,No such account
r3,New lead,Stopped,Halted,2024-03-04T09:02:00Z,
r4,New lead,Filtered,,2024-03-04T09:03:00Z,
r5,New lead,Held,,2024-03-04T09:04:00Z,
r6,New lead,Playing,,2024-03-04T09:05:00Z,
r7,New lead,Stopped,,2024-03-04T09:06:00Z,
r8,New lead,Exploded,,2024-03-04T09:07:00Z,
"""
FIVETRAN = """\
id,time_stamp,connection_id,event,message_data,message_event
+1,2024-03-04 09:00:00.1,shop,INFO,,sync_start
+2,2024-03-04 09:01:00,shop,INFO,"{""status"":""SUCCESSFUL""}",sync_end
+3,2024-03-04 10:01:00,shop,INFO,"{""status"":""FAILURE_WITH_TASK"",""reason"":""no login""}",sync_end
+4,2024-03-04 11:01:00,shop,INFO,,sync_end
+5,2024-03-04 11:02:00,shop,INFO,no json,status
"""
SAMPLES = {
    "salesforce": SUCCESSES, "zoho": ZOHO, "zapier": ZAPIER, "fivetran": FIVETRAN
}  # fmt: skip
NOON = 1_709_553_600


def read_result(path: Path, text: str, **options: Any) -> Result:
    """Read a result file that was written at noon."""
    path.write_text(text)
    os.utime(path, (NOON, NOON))
    return read_file(path, "sync", **options)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_program_is_known_by_its_header_and_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(SAMPLES[name])
    assert recognise(open_table(path), "sync").format == name
    assert recognise(open_table(path), "sync", format=name).format == name
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Refused, match=f"does not look like {name} sync"):
        recognise(open_table(path), "sync", format=name)


def test_salesforce_gives_successes_and_failures_in_files_of_their_own(tmp_path: Path) -> None:
    good = read_result(tmp_path / "good.csv", SUCCESSES)
    bad = read_result(tmp_path / "bad.csv", FAILURES)
    names = ("integration", "record_id", "outcome", "at")
    assert good.rows(*names) == [
        ("Salesforce", "O-1", "succeeded", NOON * 1_000_000),
        ("Salesforce", "O-2", "succeeded", NOON * 1_000_000),
    ]
    assert bad.rows(*names) == [("Salesforce", "O-3", "failed", NOON * 1_000_000)]
    assert bad.columns["error"][0].startswith("REQUIRED_FIELD_MISSING")
    assert "the time of the file was taken" in good.warnings[0]
    old = read_result(tmp_path / "old.csv", OLD_API)
    assert old.columns["outcome"] == ["succeeded", "failed"]


def test_without_an_id_of_its_own_a_record_keeps_its_identity_from_job_to_job(tmp_path: Path) -> None:
    failed = read_result(tmp_path / "a.csv", '"sf__Id","sf__Error","Name"\n"","x","Ann"\n"","x","Bea"\n')
    again = read_result(tmp_path / "b.csv", '"sf__Id","sf__Error","Name"\n"","y","Bea"\n')
    assert failed.columns["record_id"][1] == again.columns["record_id"][0]
    assert len(set(failed.columns["record_id"])) == 2
    assert failed.columns["external_id"][1] != again.columns["external_id"][0]


def test_a_result_file_read_again_gives_the_same_ids_whatever_its_time(tmp_path: Path) -> None:
    first = read_result(tmp_path / "a.csv", SUCCESSES)
    said = FileMapping(defaults={"at": "2024-03-01T10:00+01:00", "integration": "Orders"})
    second = read_result(tmp_path / "a.csv", SUCCESSES, mapping=said)
    assert first.columns["external_id"] == second.columns["external_id"]
    assert second.rows("integration", "at")[0] == ("Orders", 1_709_283_600_000_000)
    assert second.warnings == ()


def test_what_zoho_skipped_for_an_error_has_failed(tmp_path: Path) -> None:
    result = read_result(tmp_path / "a.csv", ZOHO)
    assert result.columns["outcome"] == ["succeeded", "succeeded", "failed", "halted", "failed"]
    assert result.columns["error"][2] == "MANDATORY_NOT_FOUND-Email"
    assert set(result.columns["integration"]) == {"Zoho CRM"}
    assert result.columns["record_id"][0] == "3652"


def test_zapier_s_words(tmp_path: Path) -> None:
    result = read_text(tmp_path / "a.csv", ZAPIER, "sync")
    assert result.columns["outcome"] == [
        "succeeded", "failed", "halted", "halted", "pending", "pending", "failed",
    ]  # fmt: skip
    assert result.columns["error"][1] == "No such account"
    assert "unknown outcome 'Exploded'" in result.reasons()[9]


def test_of_fivetran_s_log_only_ends_of_syncs_count(tmp_path: Path) -> None:
    result = read_text(tmp_path / "a.csv", FIVETRAN, "sync")
    assert result.rows("external_id", "integration", "outcome", "error") == [
        ("+2", "shop", "succeeded", None),
        ("+3", "shop", "failed", "no login"),
    ]
    assert result.reasons() == {5: "the end of the sync does not say how it went"}
    assert result.warnings == ("2 events are no ends of syncs and were left out.",)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("at", "2024-03-04 18:00", "names no zone"),
        ("at", "soon", "is not a date"),
        ("outcome", "fine", "unknown outcome 'fine'"),
        ("colour", "red", "which sync lack"),
    ],
)
def test_a_default_that_cannot_be_is_refused(tmp_path: Path, field: str, text: str, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(SUCCESSES)
    with pytest.raises(UsageError, match=words):
        recognise(open_table(path), "sync", mapping=FileMapping(defaults={field: text}))
