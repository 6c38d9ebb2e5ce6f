"""Work in the field, put together: where customers are, what is near, and the visits that are made."""

from dependency_injector import containers, providers

from crm.dao.customer.nearby import NearbyDao
from crm.dao.customer.place import PlaceDao
from crm.dao.sales.visit import VisitDao
from crm.service.customer.nearby import NearbyService
from crm.service.customer.place import PlaceService
from crm.service.sales.visit import VisitService
from crm.service.sales.visit_check import VisitCheckService
from crm.service.sales.visit_entry import VisitEntryService
from crm.service.sales.visit_photo import VisitPhotoService
from crm.service.sales.visit_plan import VisitPlanService
from crm.service.sales.visit_today import VisitCalendarService, VisitSource


class Field(containers.DeclarativeContainer):
    db = providers.Dependency()
    kit = providers.Dependency()
    records = providers.Dependency()
    notice = providers.Dependency()
    setting = providers.Dependency()
    user = providers.Dependency()
    file = providers.Dependency()
    account = providers.Dependency()
    activity = providers.Dependency()
    calendar = providers.Dependency()
    care = providers.Dependency()

    place_dao = providers.Singleton(PlaceDao, db)
    place = providers.Singleton(PlaceService, kit, place_dao)
    nearby_dao = providers.Singleton(NearbyDao, db)
    nearby = providers.Singleton(NearbyService, db, nearby_dao, account, place)
    visit_dao = providers.Singleton(VisitDao, db)
    visit = providers.Singleton(VisitService, kit, visit_dao, records, notice, setting)
    visit_entry = providers.Singleton(VisitEntryService, visit, activity)
    visit_check = providers.Singleton(VisitCheckService, db, visit, place, activity, setting)
    visit_photo = providers.Singleton(VisitPhotoService, db, visit, file, setting)
    visit_plan = providers.Singleton(VisitPlanService, db, visit, place, account, care, user)
    today_visit = providers.Singleton(VisitSource, visit)
    visit_calendar = providers.Singleton(VisitCalendarService, db, visit, calendar)
