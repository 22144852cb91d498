"""The addresses of the yearly report, one list for each of its parts."""

from django.urls import path

from xenia.insight.reports.views import barriers, call, counts, drafts, earlier, public

draft_patterns = [
    path("", drafts.all_reports, name="reports"),
    path("begin/", drafts.begin, name="begin"),
    path("remarks/<uuid:pk>/settle/", drafts.settle, name="settle"),
    path("<uuid:pk>/", drafts.report, name="report"),
    path("<uuid:pk>/parts/<slug:code>/", drafts.part, name="part"),
    path("<uuid:pk>/parts/<slug:code>/remark/", drafts.say, name="say"),
    path("<uuid:pk>/numbers/", drafts.compute, name="compute"),
    path("<uuid:pk>/read/", drafts.preview, name="preview"),
    path("<uuid:pk>/sign/", drafts.sign, name="sign"),
    path("<uuid:pk>/open-again/", drafts.open_again, name="open_again"),
    path("<uuid:pk>/post/", drafts.post, name="post"),
    path("<uuid:pk>/files/", drafts.write_files_again, name="write_files_again"),
]
public_patterns = [
    path("", public.years, name="years"),
    path("<int:number>/", public.year, name="year"),
    path("<int:number>/<slug:code>/", public.section, name="section"),
    path("<int:number>/numbers/<str:code>/", public.how_made, name="number"),
    path("<int:number>/pictures/<slug:code>.svg", public.picture, name="picture"),
    path("<int:number>/files/<str:name>", public.file, name="file"),
]
# The call for counts, barriers and earlier totals: below /desk/.
call_patterns = [
    path("reports/call/", call.all_calls, name="calls"),
    path("reports/call/<int:year>/", call.call, name="call"),
    path("reports/call/<int:year>/ask/", call.ask_too, name="ask_too"),
    path("reports/call/<int:year>/close/", call.close, name="close"),
    path("reports/call/<int:year>/open-again/", call.reopen, name="reopen"),
    path("reports/call/asked/<uuid:pk>/remind/", call.remind, name="remind"),
    path("reports/call/asked/<uuid:pk>/leave-out/", call.leave_out, name="leave_out"),
    path("reports/barriers/", barriers.barriers, name="barriers"),
    path("reports/barriers/recommend/", barriers.recommend, name="recommend"),
    path(
        "reports/barriers/<uuid:pk>/step/",
        barriers.recommendation_step,
        name="recommendation_step",
    ),
    path("reports/earlier/", earlier.earlier, name="earlier"),
    path("reports/earlier/<uuid:pk>/", earlier.correct, name="earlier_correct"),
    path("reports/earlier/<uuid:pk>/take-out/", earlier.take_out, name="earlier_take_out"),
    path("counts/", counts.own, name="own"),
    path("counts/<uuid:pk>/", counts.counts, name="counts"),
    path("counts/<uuid:pk>/bring/", counts.bring, name="bring"),
    path("counts/<uuid:pk>/nothing/", counts.nothing, name="nothing"),
    path("counts/<uuid:pk>/again/", counts.again, name="again"),
    path("counts/<uuid:pk>/file-back/", counts.file_back, name="file_back"),
    path("counts/<uuid:pk>/counts.csv", counts.sheet_csv, name="sheet_csv"),
    path("counts/<uuid:pk>/counts.xlsx", counts.sheet_xlsx, name="sheet_xlsx"),
]
