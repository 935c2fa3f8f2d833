"""Deadlines and calculators on the terms of one document (期限与计算)."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from api.callers import Caller
from api.claims.calculating import Asking, Calculating, Dating, Tabled
from api.claims.calculators import (
    AgedIn,
    Asked,
    DeadlinesIn,
    DisabilityIn,
    PenaltiesIn,
    PeriodicIn,
    PremiumAdjustmentIn,
    PriceIn,
    RefundIn,
    StayIn,
    SurvivalIn,
    WaitingIn,
)
from api.claims.exact import dump_json
from api.claims.refusals import granted
from api.claims.writing import timeline_form
from api.problems import Conflict
from api.service.context import Service, ServiceDep
from api.service.downloads import content_of, download
from api.service.guards import Reader
from api.service.problems import documented
from api.service.routes.documents import DocumentId
from api.service.wire.claims import CalculationOut, ClaimFormOut, PeriodStandingOut, PlanOut, TimelineOut
from api.store.analyses import why_stopped
from api.store.documents import get_document
from api.store.readings import find_reading, load_extraction
from extractor.errors import ReadingStopped
from extractor.pages.isolation import Job
from extractor.records import Extraction

router = APIRouter(prefix="/v1/documents/{document_id}", tags=["理赔"])
_REFUSALS = documented(400, 401, 403, 404, 409, 422, 429, 503)


class DeadlinesAs(StrEnum):
    """In which file deadlines are handed out."""

    ICS = "ics"
    XLSX = "xlsx"


@router.get(
    "/claim-form",
    response_model=ClaimFormOut,
    responses=documented(401, 403, 404, 409, 422, 429, 503),
    summary="案件所需",
    operation_id="getClaimForm",
)
def claim_form(found: ServiceDep, caller: Reader, document_id: DocumentId) -> Response:
    """按这份文本核定案件需要哪些内容：保险单载明的限额和免赔、各项事实、单证和起算期限的日期，每项附所依据的原文。

    案情写明之后还会有进一步的问题，见“核定案件”的 questions。
    """
    _, extraction = _read(found, caller, document_id)
    return _json(_run(found, Asking(extraction)))


@router.post(
    "/deadlines",
    response_model=TimelineOut,
    responses=_REFUSALS,
    summary="期限表",
    operation_id="listDeadlines",
)
def deadlines(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: DeadlinesIn) -> Response:
    """文本的每一项期限：谁应在何时前做什么，附原文。起算的事实没有给出的，due 为空并说明原因。

    工作日按国务院办公厅公布的节假日安排计算；所涉年份尚未公布的，estimated 为 true。
    """
    _, extraction = _read(found, caller, document_id)
    entries = granted(_run(found, Dating(extraction, asked)))
    return _json({"items": timeline_form(entries)})


@router.post(
    "/deadlines/export",
    response_class=Response,
    responses={
        200: {"content": content_of([".ics", ".xlsx"]), "description": "日历或表格文件"},
        **_REFUSALS,
    },
    summary="导出期限表",
    operation_id="exportDeadlines",
)
def export_deadlines(
    found: ServiceDep,
    caller: Reader,
    document_id: DocumentId,
    asked: DeadlinesIn,
    form: Annotated[DeadlinesAs, Query(alias="format", description="ics：可导入日历；xlsx：表格")],
) -> Response:
    """期限表的文件：日历只含已能确定日期的期限，表格含全部。"""
    name, extraction = _read(found, caller, document_id)
    entries = granted(_run(found, Dating(extraction, asked)))
    content = _run(found, Tabled(entries, extraction.document.title or name, form.value))
    return download([content], f"{name} 期限", f".{form}")


@router.post(
    "/refund",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算退费",
    operation_id="calculateRefund",
)
def refund(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: RefundIn) -> Response:
    """解除合同时应退还的保险费，按文本自己的约定（手续费、短期费率表、按日比例）计算，每步附原文。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/premium-adjustment",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算保险费调整",
    operation_id="calculatePremiumAdjustment",
)
def premium_adjustment(
    found: ServiceDep, caller: Reader, document_id: DocumentId, asked: PremiumAdjustmentIn
) -> Response:
    """预付保险费按实际数额的调整：正数为应补交，负数为应退还；最低保险费一并考虑。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/penalties",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算违约金",
    operation_id="calculatePenalties",
)
def penalties(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: PenaltiesIn) -> Response:
    """各项违约按合同约定应付的违约金，逐项列出。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/waiting-period",
    response_model=PeriodStandingOut,
    responses=_REFUSALS,
    summary="核对等待期",
    operation_id="checkWaitingPeriod",
)
def waiting_period(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: WaitingIn) -> Response:
    """出险日是否在等待期内：inside 在等待期内、outside 不在。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/survival-period",
    response_model=PeriodStandingOut,
    responses=_REFUSALS,
    summary="核对生存期",
    operation_id="checkSurvivalPeriod",
)
def survival_period(
    found: ServiceDep, caller: Reader, document_id: DocumentId, asked: SurvivalIn
) -> Response:
    """确诊后是否满足生存期的约定。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/disability-benefit",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算伤残保险金",
    operation_id="calculateDisabilityBenefit",
)
def disability_benefit(
    found: ServiceDep, caller: Reader, document_id: DocumentId, asked: DisabilityIn
) -> Response:
    """按文本的伤残等级给付比例（或其指明的评定标准）计算，多处伤残按文本的规则合并。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/benefit-by-age",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算按年龄给付的保险金",
    operation_id="calculateBenefitByAge",
)
def benefit_by_age(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: AgedIn) -> Response:
    """按文本的年龄比例表计算；文本取较大者的，取较大者。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/hospital-allowance",
    response_model=CalculationOut,
    responses=_REFUSALS,
    summary="计算住院津贴",
    operation_id="calculateHospitalAllowance",
)
def hospital_allowance(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: StayIn) -> Response:
    """一次住院的津贴：扣除免赔天数，不超过每次和全年的天数上限。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/instalments",
    response_model=PlanOut,
    responses=_REFUSALS,
    summary="分期付款计划",
    operation_id="listInstalments",
)
def instalments(found: ServiceDep, caller: Reader, document_id: DocumentId, asked: PriceIn) -> Response:
    """文本约定的各期金额和日期；起算的事实没有给出的，due 为空并说明原因。"""
    return _calculated(found, caller, document_id, asked)


@router.post(
    "/periodic-instalments",
    response_model=PlanOut,
    responses=_REFUSALS,
    summary="按期交费计划",
    operation_id="listPeriodicInstalments",
)
def periodic_instalments(
    found: ServiceDep, caller: Reader, document_id: DocumentId, asked: PeriodicIn
) -> Response:
    """按月、季、半年或年交付的各期日期和金额；当月无对应日的，为当月最后一日。"""
    return _calculated(found, caller, document_id, asked)


def _calculated(found: Service, caller: Caller, document_id: str, asked: Asked) -> Response:
    _, extraction = _read(found, caller, document_id)
    return _json(granted(_run(found, Calculating(extraction, asked))))


def _read(found: Service, caller: Caller, document_id: str) -> tuple[str, Extraction]:
    with found.database.reading() as session:
        document = get_document(session, caller.workspace_id, document_id)
        return document.name, load_extraction(session, find_reading(session, document))


def _run(found: Service, job: Job[Any]) -> Any:
    try:
        return found.children.run(job)
    except ReadingStopped as stopped:
        raise Conflict("calculation-stopped", why_stopped(stopped)) from None


def _json(told: dict[str, Any]) -> Response:
    return Response(dump_json(told), media_type="application/json")
