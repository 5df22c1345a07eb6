"""Time expressions: what they are worth, what is none, and where they stand."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.errors import DataFileError
from marsad.languages.arabic import time_lexicon as lexicon_module
from marsad.languages.arabic.date_patterns import shapes
from marsad.languages.arabic.date_values import Point, chosen, hijri_day, moved, nearest_day, week
from marsad.languages.arabic.dates import time_expressions
from marsad.languages.arabic.normalise import normalised
from marsad.languages.arabic.time_lexicon import LETTERS, future_words, time_lexicon, traps
from marsad.tables import Row, rows

THURSDAY = dt.date(2024, 10, 24)
THE_WEEK_BEFORE = dt.date(2024, 10, 17)

# Sentence | date | end date | precision. Published on Thursday 24 October 2024, the act before on the 17th.
UNDERSTOOD = """
افتتح المعرض في 17 أكتوبر 2024 بحضور وفود | 2024-10-17 | - | day
عادت البعثة ١٧ أكتوبر ٢٠٢٤ | 2024-10-17 | - | day
مرسوم رقم 5 بتاريخ 17-10-2024 | 2024-10-17 | - | day
نشر البيان 2024/10/17 | 2024-10-17 | - | day
نشر البيان 2024-10-17 | 2024-10-17 | - | day
وصلت الرسالة في 17/10/2024 | 2024-10-17 | - | day
وصلت الرسالة في 17.10.2024 | 2024-10-17 | - | day
وصلت الرسالة في 7/3/2024 | 2024-03-07 | - | day
وصلت الرسالة في 3/25/2024 | 2024-03-25 | - | day
وصلت الرسالة في 17/10/24 | 2024-10-17 | - | day
وصلت الرسالة في 5/6/99 | 1999-06-05 | - | day
أقلعت الطائرة يوم 17/10 | 2024-10-17 | - | day
كتاب بتاريخ 5-3 | 2024-03-05 | - | day
اجتمعا في السابع عشر من أكتوبر | 2024-10-17 | - | day
اجتمعا في السابع عشر من شهر أكتوبر | 2024-10-17 | - | day
احتفلوا في الأول من مايو | 2024-05-01 | - | day
احتفلوا في الفاتح من نوفمبر 2021 | 2021-11-01 | - | day
غادر في الحادي والعشرين من آذار 2022 | 2022-03-21 | - | day
غادر في الثلاثين من كانون الأول/ديسمبر 2020 | 2020-12-30 | - | day
غادر في الثاني عشر من شباط | 2024-02-12 | - | day
زلزال 17 جانفي 2020 | 2020-01-17 | - | day
تظاهروا في 22 فيفري | 2024-02-22 | - | day
استفتاء 5 جويلية 1962 | 1962-07-05 | - | day
انطلق الموسم في 3 أوت | 2024-08-03 | - | day
خطاب 20 غشت 2021 | 2021-08-20 | - | day
خطاب 30 يوليوز | 2024-07-30 | - | day
اقتراع 8 شتنبر 2021 | 2021-09-08 | - | day
احتفال 6 نونبر | 2024-11-06 | - | day
جلسة 25 دجنبر 2023 | 2023-12-25 | - | day
ذكرى تعود إلى 8 ماي 1945 | 1945-05-08 | - | day
هدنة أعلنت في 14 تموز 2015 | 2015-07-14 | - | day
انفجار 4 آب 2020 | 2020-08-04 | - | day
انسحبوا في 9 حزيران | 2024-06-09 | - | day
انسحبوا في 15 أيار | 2024-05-15 | - | day
انسحبوا في 13 نيسان 1975 | 1975-04-13 | - | day
انسحبوا في 30 أيلول 2015 | 2015-09-30 | - | day
انسحبوا في 2 تشرين الثاني 1917 | 1917-11-02 | - | day
انسحبوا في 2 تشرين الاول | 2024-10-02 | - | day
انسحبوا في 24 شباط/فبراير 2022 | 2022-02-24 | - | day
انسحبوا في 24 فبراير (شباط) 2022 | 2022-02-24 | - | day
انسحبوا في 24 فبراير ( شباط ) الماضي | 2024-02-24 | - | day
استقال في 10 سبتمبر من العام الماضي | 2023-09-10 | - | day
استقال في 10 سبتمبر العام الماضي | 2023-09-10 | - | day
سيستقيل في 10 يناير من العام المقبل | 2025-01-10 | - | day
استقال في 10 سبتمبر من العام نفسه | 2024-09-10 | - | day
استقال في 10 أبريل من عام 2019 | 2019-04-10 | - | day
استقال في 10 مارس الماضي | 2024-03-10 | - | day
يلتقيان في 10 مارس المقبل | 2025-03-10 | - | day
استقال في 2 أكتوبر الجاري | 2024-10-02 | - | day
قدم الطلب يوم الخميس 10 أكتوبر | 2024-10-10 | - | day
قدم الطلب، الجمعة 11 تشرين الأول / أكتوبر، | 2024-10-11 | - | day
قدم الطلب الثلاثاء (15 أكتوبر) | 2024-10-15 | - | day
قدم الطلب مساء الأربعاء 9 أكتوبر 2024 | 2024-10-09 | - | day
قدم الطلب الخميس الموافق 3 أكتوبر | 2024-10-03 | - | day
قدم الطلب الأحد 1 ديسمبر | 2024-12-01 | - | day
انتخابات الخميس الثاني من أكتوبر 2024 | 2024-10-10 | - | day
انتخابات الأحد الأول من ديسمبر 2024 | 2024-12-01 | - | day
وقعا العقد في 15 من الشهر الماضي | 2024-09-15 | - | day
وقعا العقد في الثالث من الشهر الجاري | 2024-10-03 | - | day
يوقعان العقد في الثالث من الشهر المقبل | 2024-11-03 | - | day
وقعا العقد في الخامس من الجاري | 2024-10-05 | - | day
رفعت الحالة في 29 فبراير | 2024-02-29 | - | day
ستعقد القمة في 5 نوفمبر | 2024-11-05 | - | day
ستعقد القمة في 5 مارس | 2025-03-05 | - | day
من المقرر أن تبدأ الجولة في 20 سبتمبر | 2025-09-20 | - | day
عقدت القمة في 5 مارس | 2024-03-05 | - | day
عقدت القمة في 24 أكتوبر | 2024-10-24 | - | day
التقى الوزيران الخميس | 2024-10-24 | - | day
التقى الوزيران الجمعة | 2024-10-18 | - | day
التقى الوزيران يوم الأربعاء | 2024-10-23 | - | day
التقى الوزيران مساء الاثنين | 2024-10-21 | - | day
التقى الوزيران مساء الإثنين | 2024-10-21 | - | day
التقى الوزيران الثلثاء | 2024-10-22 | - | day
التقى الوزيران فجر الأحد | 2024-10-20 | - | day
التقى الوزيران بعد ظهر السبت | 2024-10-19 | - | day
التقى الوزيران الخميس الماضي | 2024-10-17 | - | day
التقى الوزيران يوم الثلاثاء الماضي | 2024-10-22 | - | day
التقى الوزيران الأحد الفائت | 2024-10-20 | - | day
التقى الوزيران الأحد المنصرم | 2024-10-20 | - | day
يلتقي الوزيران الثلاثاء المقبل | 2024-10-29 | - | day
يلتقي الوزيران الخميس القادم | 2024-10-31 | - | day
سيلتقي الوزيران السبت | 2024-10-26 | - | day
التقى الوزيران أمس الأربعاء | 2024-10-23 | - | day
يلتقي الوزيران اليوم الخميس | 2024-10-24 | - | day
يلتقي الوزيران غداً الجمعة | 2024-10-25 | - | day
التقى الوزيران مساء أمس الأربعاء | 2024-10-23 | - | day
التقى الوزيران مساء يوم أمس | 2024-10-23 | - | day
التقى الوزيران الخميس من الأسبوع الماضي | 2024-10-17 | - | day
التقى الوزيران الاثنين من هذا الأسبوع | 2024-10-21 | - | day
استقبل الملك اليوم وفدا | 2024-10-24 | - | day
استقبل الملك أمس وفدا | 2024-10-23 | - | day
استقبل الملك بالأمس وفدا | 2024-10-23 | - | day
استقبل الملك البارحة وفدا | 2024-10-23 | - | day
استقبل الملك الليلة الماضية وفدا | 2024-10-23 | - | day
استقبل الملك أول أمس وفدا | 2024-10-22 | - | day
استقبل الملك أول من أمس وفدا | 2024-10-22 | - | day
استقبل الملك أمس الأول وفدا | 2024-10-22 | - | day
استقبل الملك فجر اليوم وفدا | 2024-10-24 | - | day
استقبل الملك هذا اليوم وفدا | 2024-10-24 | - | day
يستقبل الملك غدا وفدا | 2024-10-25 | - | day
يستقبل الملك صباح غد وفدا | 2024-10-25 | - | day
يستقبل الملك يوم غد وفدا | 2024-10-25 | - | day
يستقبل الملك بعد غد وفدا | 2024-10-26 | - | day
زار العاصمة الأسبوع الماضي | 2024-10-14 | 2024-10-20 | day
يزور العاصمة الأسبوع المقبل | 2024-10-28 | 2024-11-03 | day
زار العاصمة هذا الأسبوع | 2024-10-21 | 2024-10-27 | day
زار العاصمة مطلع الأسبوع الجاري | 2024-10-21 | 2024-10-27 | day
زار العاصمة الشهر الماضي | 2024-09 | - | month
زار العاصمة في الشهر الجاري | 2024-10 | - | month
زار العاصمة هذا الشهر | 2024-10 | - | month
زار العاصمة منتصف الشهر الماضي | 2024-09 | - | month
يزور العاصمة الشهر المقبل | 2024-11 | - | month
زار العاصمة العام الماضي | 2023 | - | year
زار العاصمة السنة الماضية | 2023 | - | year
زار العاصمة السنة الجارية | 2024 | - | year
زار العاصمة هذا العام | 2024 | - | year
زار العاصمة مطلع العام الحالي | 2024 | - | year
يزور العاصمة العام المقبل | 2025 | - | year
زار العاصمة قبل يومين | 2024-10-22 | - | day
زار العاصمة قبل ثلاثة أيام | 2024-10-21 | - | day
زار العاصمة قبل يوم واحد | 2024-10-23 | - | day
زار العاصمة قبل أسبوع | 2024-10-17 | - | day
زار العاصمة منذ أسبوعين | 2024-10-10 | - | day
زار العاصمة قبل 48 ساعة | 2024-10-22 | - | day
زار العاصمة قبل ساعتين | 2024-10-24 | - | day
زار العاصمة قبل نحو أسبوعين | 2024-10 | - | month
زار العاصمة قبل شهرين | 2024-08 | - | month
زار العاصمة قبل ستة أشهر | 2024-04 | - | month
زار العاصمة قبل نصف عام | 2024-04 | - | month
زار العاصمة قبل عام | 2023 | - | year
زار العاصمة قبل نحو عام | 2023 | - | year
زار العاصمة قبل عام ونصف العام | 2023 | - | year
زار العاصمة قبل عامين | 2022 | - | year
زار العاصمة قبل 5 سنوات | 2019 | - | year
زار العاصمة في مثل هذا اليوم من عام 1995 | 1995-10-24 | - | day
زار العاصمة في مثل هذا الشهر قبل ثلاثين عاماً | 1994-10 | - | month
زار العاصمة قبل خمسة وعشرين عاماً | 1999 | - | year
يحكم البلاد منذ اثنتي عشرة سنة | 2012 | - | year
ارتفعت الأسعار خلال العامين الماضيين | 2022 | 2024 | year
ارتفعت الأسعار في السنوات الخمس الماضية | 2019 | 2024 | year
ارتفعت الأسعار خلال الأشهر الثلاثة الماضية | 2024-07 | 2024-10 | month
ارتفعت الأسعار خلال الأيام العشرة الأخيرة | 2024-10-14 | 2024-10-24 | day
ارتفعت الأسعار خلال الـ24 ساعة الماضية | 2024-10-23 | 2024-10-24 | day
ترتفع الأسعار خلال الشهرين المقبلين | 2024-10 | 2024-12 | month
سيعود المفتشون بعد أسبوع | 2024-10-31 | - | day
يعود المفتشون بعد شهر من الآن | 2024-11 | - | month
وبعد أسبوع عاد المفتشون | 2024-10-24 | - | day
وبعدها بيومين عاد المفتشون | 2024-10-19 | - | day
وبعد ذلك بأسبوع عاد المفتشون | 2024-10-24 | - | day
وبعد ذلك بثلاثة أيام عاد المفتشون | 2024-10-20 | - | day
وقبلها بيوم غادر المفتشون | 2024-10-16 | - | day
وقبل ذلك بعامين غادر المفتشون | 2022 | - | year
وفي اليوم التالي عاد المفتشون | 2024-10-18 | - | day
وصباح اليوم التالي عاد المفتشون | 2024-10-18 | - | day
وفي اليوم السابق عاد المفتشون | 2024-10-16 | - | day
وفي اليوم نفسه عاد المفتشون | 2024-10-17 | - | day
وفي اليوم ذاته عاد المفتشون | 2024-10-17 | - | day
وفي نفس اليوم عاد المفتشون | 2024-10-17 | - | day
وفي ذلك اليوم عاد المفتشون | 2024-10-17 | - | day
وفي الأسبوع التالي عاد المفتشون | 2024-10-21 | 2024-10-27 | day
وفي الشهر التالي عاد المفتشون | 2024-11 | - | month
وفي العام التالي عاد المفتشون | 2025 | - | year
وفي العام نفسه عاد المفتشون | 2024 | - | year
تلتزم بالرد خلال ثلاثة أشهر | - | 2025-01 | unknown
تلتزم بالرد في غضون 48 ساعة | - | 2024-10-26 | unknown
تلتزم بالرد خلال أسبوعين | - | 2024-11-07 | unknown
يبقى الحظر حتى السبت | - | 2024-10-26 | unknown
يبقى الحظر حتى 19 كانون الثاني/يناير | - | 2025-01-19 | unknown
يبقى الحظر حتى نهاية 2028 | - | 2028 | unknown
يبدأ التشغيل بحلول عام 2035 | - | 2035 | unknown
يبدأ التشغيل بنهاية العام | - | 2024 | unknown
يبدأ التشغيل قبل نهاية الشهر الجاري | - | 2024-10 | unknown
عرفت المدينة قبل عام 1991 سلاما | - | 1991 | unknown
عرفت المدينة بعد عام 2011 حربا | - | - | unknown
دارت المعارك بين 22 و24 أكتوبر 2024 | 2024-10-22 | 2024-10-24 | day
دارت المعارك من 3 إلى 5 مايو | 2024-05-03 | 2024-05-05 | day
دارت المعارك من 28 سبتمبر حتى 3 أكتوبر | 2024-09-28 | 2024-10-03 | day
دارت المعارك من 29 ديسمبر إلى 2 يناير 2024 | 2023-12-29 | 2024-01-02 | day
دارت المعارك في الفترة بين 5 و9 سبتمبر الماضي | 2024-09-05 | 2024-09-09 | day
دارت المعارك من 6 إلى 10 أكتوبر / تشرين الأول الجاري | 2024-10-06 | 2024-10-10 | day
دارت المعارك 22-24 أغسطس | 2024-08-22 | 2024-08-24 | day
دارت المعارك يومي 3 و4 يونيو 2024 | 2024-06-03 | 2024-06-04 | day
دارت المعارك من 1/3/2024 إلى 5/3/2024 | 2024-03-01 | 2024-03-05 | day
دارت المعارك من الأحد إلى الثلاثاء | 2024-10-20 | 2024-10-22 | day
دارت المعارك بين الاثنين والأربعاء | 2024-10-21 | 2024-10-23 | day
دارت المعارك يومي الاثنين والثلاثاء | 2024-10-21 | 2024-10-22 | day
دارت المعارك ليل الثلاثاء الأربعاء | 2024-10-23 | - | day
دارت المعارك ليلة السبت/الأحد | 2024-10-20 | - | day
ترأس الهيئة بين عامي 2015 و2019 | 2015 | 2019 | year
ترأس الهيئة من 2015 إلى 2019 | 2015 | 2019 | year
ترأس الهيئة من عام 2010 حتى عام 2014 | 2010 | 2014 | year
ترأس الهيئة (2015-2019) | 2015 | 2019 | year
ترأس الهيئة منذ 2015 | 2015 | - | year
ترأس الهيئة منذ عام 1977 | 1977 | - | year
ترأس الهيئة منذ يناير 2020 | 2020-01 | - | month
ترأس الهيئة منذ الثلاثاء | 2024-10-22 | - | day
يسري القرار اعتباراً من 1 نوفمبر | 2024-11-01 | - | day
سقطت المدينة عام 2023 | 2023 | - | year
سقطت المدينة سنة 1979 | 1979 | - | year
سقطت المدينة العام 2023م | 2023 | - | year
سقطت المدينة عام 1258 | 1258 | - | year
سقطت المدينة في 2014 | 2014 | - | year
سقطت المدينة في العام 2014 | 2014 | - | year
سقطت المدينة في عام ألفين وثلاثة عشر | 2013 | - | year
سقطت المدينة أواخر 2016 | 2016 | - | year
سقطت المدينة أوائل العام 2022 | 2022 | - | year
سقطت المدينة صيف 2022 | 2022 | - | year
سقطت المدينة في خريف عام 1963 | 1963 | - | year
سقطت المدينة في ربيع العام الماضي | 2023 | - | year
سقطت المدينة الشتاء الماضي | 2023 | - | year
سقطت المدينة هذا الصيف | 2024 | - | year
سقطت المدينة في التسعينيات | 1990 | 1999 | year
سقطت المدينة أواخر الستينات | 1960 | 1969 | year
سقطت المدينة في تسعينيات القرن الماضي | 1990 | 1999 | year
سقطت المدينة في القرن الماضي | 1901 | 2000 | year
سقطت المدينة في القرن التاسع عشر | 1801 | 1900 | year
نما الاقتصاد في الربع الأول من 2024 | 2024-01 | 2024-03 | month
نما الاقتصاد في الربع الثالث من العام الماضي | 2023-07 | 2023-09 | month
نما الاقتصاد في النصف الثاني من العام الجاري | 2024-07 | 2024-12 | month
نما الاقتصاد في النصف الأول لعام 2023 | 2023-01 | 2023-06 | month
نما الاقتصاد في النصف الأول من أكتوبر | 2024-10-01 | 2024-10-15 | day
نما الاقتصاد في الربع الماضي | 2024-07 | 2024-09 | month
بدأت الحملة في يناير 2022 | 2022-01 | - | month
بدأت الحملة في يناير/كانون الثاني 2022 | 2022-01 | - | month
بدأت الحملة في أيلول / سبتمبر 2021 | 2021-09 | - | month
بدأت الحملة في يناير الماضي | 2024-01 | - | month
بدأت الحملة في نوفمبر الماضي | 2023-11 | - | month
بدأت الحملة في حزيران/يونيو الماضي | 2024-06 | - | month
تبدأ الحملة في يناير المقبل | 2025-01 | - | month
بدأت الحملة في أكتوبر الجاري | 2024-10 | - | month
بدأت الحملة في يوليو | 2024-07 | - | month
بدأت الحملة في آب | 2024-08 | - | month
بدأت الحملة في شهر ماي | 2024-05 | - | month
بدأت الحملة منذ ماي | 2024-05 | - | month
ستبدأ الحملة في مارس | 2025-03 | - | month
بدأت الحملة مطلع أغسطس | 2024-08 | - | month
بدأت الحملة منتصف مارس 2023 | 2023-03 | - | month
بدأت الحملة نهاية مايو | 2024-05 | - | month
بدأت الحملة في مارس من العام الماضي | 2023-03 | - | month
امتدت الحملة بين يناير ومارس 2024 | 2024-01 | 2024-03 | month
امتدت الحملة من أبريل إلى يونيو | 2024-04 | 2024-06 | month
امتدت الحملة في أكتوبر ونوفمبر 2023 | 2023-10 | 2023-11 | month
صدر الحكم في 12 رمضان 1445 | 2024-03-22 | - | day
صدر الحكم في 12 رمضان 1445هـ | 2024-03-22 | - | day
صدر الحكم في 12/9/1445هـ | 2024-03-22 | - | day
صدر الحكم في غرة شوال | 2024-04-10 | - | day
صدر الحكم في الأول من محرم 1446 | 2024-07-07 | - | day
صدر الحكم يوم 23 رجب 1444 هـ الموافق 14 فبراير 2023 م | 2023-02-14 | - | day
صدر الحكم في 14 فبراير 2023 الموافق 23 رجب 1444 | 2023-02-14 | - | day
صدر الحكم عام 1445هـ | 2023-07-19 | 2024-07-06 | day
صدر الحكم في رمضان 1445 | 2024-03-11 | 2024-04-09 | day
صدر الحكم في شهر رمضان الماضي | 2024-03-11 | 2024-04-09 | day
بلغ السعر أعلى مستوى منذ 2012 | - | - | unknown
وقعت أسوأ مجاعة منذ 20 عاما | - | - | unknown
وصل قبل أيام | - | - | unknown
وصل منذ عدة سنوات | - | - | unknown
وصل قبل أكثر من عام | - | - | unknown
وصل منذ ثلاثة عقود | - | - | unknown
أقام لمدة ثلاثة أشهر | - | - | unknown
أقام على مدى عامين | - | - | unknown
أقام في الأيام الماضية | - | - | unknown
"""

NO_TIME = """
مارس ضغوطاً على جارته
كل من مارس التعذيب سيحاكم
دعت النقابات إلى إضراب عام
الأمين العام للمنظمة
رد الأمين العام الحالي على الرسالة
المدير العام السابق للوكالة
تأييد الرأي العام الحالي
عالجه أطباء مايو كلينك
أحيل إلى مستشفى مايو كلينك
تجمع 2500 شخص أمام المبنى
أصيب 2020 شخصا
خطة رؤية 2030 الاقتصادية
في 2000 موقع أثري
القرار 2254 لمجلس الأمن
في القرار 1701
فاز الفريق 2-1
فاز الفريق بنتيجة 5 صفر
للاتصال 00961-2020-1234
للاتصال +961 71 123456
ثانية واحدة تفصل بين العدائين
زار الخمسين دولة
قمة القرن الأفريقي
أحد الوزراء
قالت صحيفة اليوم السابع
كتبت المصري اليوم
قابلته قناة روسيا اليوم
احتفلت المدارس باليوم العالمي للمعلم
ينتج مليون برميل في اليوم
في اليوم الأول من الهدنة
لليوم الثالث على التوالي
ثورة 25 يناير أسقطت الحكومة
سكان مدينة 6 أكتوبر
بعد هجمات 11 سبتمبر
كل يوم جمعة
تصدر كل خميس
الأب والابن
في أب الأسرة
رئيسة الوزراء تيريزا ماي
مصنع شركة نيسان
مرشح حزب الغد
انفجار في سوق الخميس
الطرفان الاثنين معاً
في الجمعة الثانية والعشرين للحراك
بلغت 31 أبريل
اشترى 45 مارس
قرأ باب الكتاب
الإصدار 1.2.3
الفصل 3.4.24
يتعاون الجانبان في مجال الطاقة
من أجل غد أفضل
المدعي العام الجديد
وضع عام صعب
شركة أوت وماي
عشرات الآلاف من العمال
نصف السكان
محرم على الجميع
"""


def _table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().split("\n")]


@pytest.mark.parametrize(("text", "date", "end_date", "precision"), _table(UNDERSTOOD))
def test_expression_is_worth(text, date, end_date, precision):
    found = time_expressions(text, THURSDAY, THE_WEEK_BEFORE)
    told = [(e.date or "-", e.end_date or "-", e.precision) for e in found]
    assert told == [(date, end_date, precision)]


@pytest.mark.parametrize("text", NO_TIME.strip().split("\n"))
def test_no_time_is_read_into(text):
    assert time_expressions(text, THURSDAY, THE_WEEK_BEFORE) == []


def test_tables_are_as_large_as_promised():
    assert len(_table(UNDERSTOOD)) >= 170
    assert len(NO_TIME.strip().split("\n")) >= 40


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وقعاه في 17 أكتوبر 2024", "absolute"),
        ("وقعاه أمس", "relative"),
        ("وقعاه بين عامي 2015 و2019", "range"),
        ("وقعاه لمدة عام", "duration"),
        ("وقعاه في التسعينيات", "vague"),
        ("وقعاه قبل أيام", "vague"),
        ("وقعاه الأسبوع الماضي", "range"),
        ("وقعاه حتى الخميس", "range"),
        ("وقعاه خلال شهر", "duration"),
    ],
)
def test_kind(text, kind):
    assert [e.kind for e in time_expressions(text, THURSDAY)] == [kind]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وقعاه في ١٧ أُكْتُوبَر ٢٠٢٤م بالعاصمة", "١٧ أُكْتُوبَر ٢٠٢٤م"),
        ("عاد يـــوم الخميـــس إلى بلده", "يـــوم الخميـــس"),
        ("والخميس عاد", "الخميس"),
        ("عاد غداً، كما قال", "غداً"),
        ("عاد اعتباراً من 1 أبريل 2024 فقط", "اعتباراً من 1 أبريل 2024"),
        ("ثم\u200f 5\u200f مارس 2020.", "5\u200f مارس 2020"),
        ("وبعدها بيومين", "بعدها بيومين"),
        ("في «5 مارس 2020»", "5 مارس 2020"),
    ],
)
def test_span_holds_the_words_as_written(text, words):
    (found,) = time_expressions(text, THURSDAY, THE_WEEK_BEFORE)
    assert found.text == words
    assert text[found.start : found.end] == words


def test_without_a_reference_day_nothing_is_invented():
    for text in (
        "وصل أمس",
        "وصل الخميس",
        "وصل في 5 مارس",
        "وصل قبل عامين",
        "وصل في يناير",
        "وصل العام الماضي",
    ):
        (found,) = time_expressions(text, None)
        assert (found.date, found.end_date, found.precision) == (None, None, "unknown")


def test_without_an_act_before_the_next_day_has_no_date():
    for text in ("وفي اليوم التالي عاد", "وبعدها بيومين عاد", "وبعد أسبوع عاد", "وفي العام نفسه عاد"):
        (found,) = time_expressions(text, THURSDAY)
        assert (found.date, found.precision) == (None, "unknown")


def test_absolute_expressions_need_no_reference_day():
    (found,) = time_expressions("وصل في 5 مارس 2020", None)
    assert found.date == "2020-03-05"


def test_a_day_told_in_the_sentence_is_counted_from():
    found = time_expressions("خاضا حربا عام 1963 وبعدها باثني عشر عاماً تصالحا", THURSDAY, THE_WEEK_BEFORE)
    assert [e.date for e in found] == ["1963", "1975"]
    found = time_expressions("هاجموها الثلاثاء، وبعد أربع وعشرين ساعة توقفوا", THURSDAY)
    assert [e.date for e in found] == ["2024-10-22", "2024-10-23"]


def test_day_cannot_be_counted_from_a_year():
    found = time_expressions("بدأت عام 1963 وفي اليوم التالي توقفت", THURSDAY, THE_WEEK_BEFORE)
    assert [e.date for e in found] == ["1963", None]


def test_day_after_another_act_tells_that_other_act():
    found = time_expressions("تراجع السبت بعد يوم من مظاهرة", THURSDAY)
    assert [(e.date, e.kind) for e in found] == [("2024-10-19", "relative"), ("2024-10-18", "duration")]


def test_weekday_tells_the_year_of_a_day_without_one():
    published = dt.date(2024, 10, 10)
    assert time_expressions("الخميس 17 أكتوبر", published)[0].date == "2024-10-17"
    assert time_expressions("الثلاثاء 17 أكتوبر", published)[0].date == "2023-10-17"


def test_weekday_wins_over_a_day_word_that_does_not_fit():
    assert time_expressions("أمس الأربعاء", dt.date(2024, 10, 25))[0].date == "2024-10-23"


def test_two_expressions_keep_their_order_and_do_not_overlap():
    found = time_expressions("زاره الاثنين بعدما دعاه في سبتمبر 2023", THURSDAY)
    assert [e.date for e in found] == ["2024-10-21", "2023-09"]
    assert found[0].end <= found[1].start


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max, dt.date(1, 1, 5), dt.date(9999, 12, 1)])
@pytest.mark.parametrize(
    "text",
    [
        "الخميس المقبل",
        "الأسبوع الماضي",
        "العام المقبل",
        "قبل 50 عاما",
        "القرن الماضي",
        "في 29 فبراير",
        "غرة شوال",
        "قبل 999999 عاما",
        "بعد غد",
        "الصيف الماضي",
        "الربع المقبل",
        "من الأحد إلى الثلاثاء",
        "تسعينيات القرن الماضي",
    ],
)
def test_edges_of_the_calendar(text, day):
    for found in time_expressions(text, day, day):
        assert found.text in text


@pytest.mark.parametrize(
    "text",
    [
        "32 مارس 2024",
        "30 فبراير 2024",
        "0 مارس 2024",
        "في 45/13/2024",
        "في 31 رمضان 1445",
        "الربع الخامس من 2024",
        "القرن 999",
        "5/3/123",
    ],
)
def test_impossible_dates_are_not_read(text):
    assert [e for e in time_expressions(text, THURSDAY) if e.precision == "day"] == []


WORDS = [
    *sorted(time_lexicon().words)[::7],
    " ",
    "،",
    "/",
    "-",
    "5",
    "17",
    "2024",
    "١٢",
    "هـ",
    "و",
    "(",
    ")",
    "1445",
]
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LENGTHS = {"day": 10, "month": 7, "year": 4}


@settings(deadline=None)
@given(st.text(max_size=60), st.dates(), st.none() | st.dates())
def test_any_text_can_be_read(text, published, previous):
    _check_spans(text, time_expressions(text, published, previous))


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=12), st.none() | st.dates(), st.none() | st.dates())
def test_any_heap_of_time_words_can_be_read(words, published, previous):
    text = " ".join(words)
    _check_spans(text, time_expressions(text, published, previous))


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_written_day_is_read_back(day):
    months = list(rows("marsad.languages.arabic", "data/months.tsv", MONTH_COLUMNS))
    for row in months:
        if row["calendar"] == "gregorian" and int(row["month"]) == day.month:
            for form in row.alternatives("forms"):
                found = time_expressions(f"في {day.day} {form} {day.year}", None)
                assert [e.date for e in found] == [day.isoformat()]


def _check_spans(text, found):
    end = 0
    for expression in found:
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        end = expression.end
        for value in (expression.date, expression.end_date):
            assert value is None or ISO.fullmatch(value)
        assert (expression.date is None) == (expression.precision == "unknown")
        assert expression.date is None or len(expression.date) == LENGTHS[expression.precision]


MONTH_COLUMNS = ("calendar", "month", "bare", "forms")
TABLES = [
    ("months", MONTH_COLUMNS),
    ("weekdays", ("weekday", "forms")),
    ("time_words", ("class", "number", "unit", "forms")),
    ("time_traps", ("word", "side", "forms", "reason")),
    ("future_words", ("kind", "forms")),
]
ROWS = [
    row for name, columns in TABLES for row in rows("marsad.languages.arabic", f"data/{name}.tsv", columns)
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.file.split('/')[-1]}:{row.line}")
def test_every_row_is_used(row):
    forms = [normalised(form).text for form in row.alternatives("forms")]
    assert forms
    assert (
        len(forms) == len(set(forms))
        or "months" in row.file
        or "weekdays" in row.file
        or "time_words" in row.file
    )
    if "traps" in row.file:
        assert set(forms) <= traps()[row["word"], row["side"]]
        assert row["reason"]
    elif "future" in row.file:
        words, beginnings = future_words()
        assert set(forms) <= words | set(beginnings)
    else:
        for form in forms:
            first, *rest = form.split()
            assert (
                tuple(rest) in [r for r, _ in time_lexicon().phrases.get(first, [])]
                if rest
                else first in WORDS_KNOWN
            )


WORDS_KNOWN = time_lexicon().words


@pytest.mark.parametrize("name", [name for name, _ in TABLES])
def test_rows_are_sorted(name):
    columns = dict(TABLES)[name]
    lines = ["\t".join(row[c] for c in columns) for row in ROWS if row.file.endswith(f"{name}.tsv")]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("reader", "cells", "problem"),
    [
        ("_month", {"calendar": "julian", "month": "1", "bare": "yes", "forms": "x"}, "calendar"),
        ("_month", {"calendar": "hijri", "month": "13", "bare": "yes", "forms": "x"}, "month"),
        ("_month", {"calendar": "hijri", "month": "", "bare": "yes", "forms": "x"}, "month"),
        ("_month", {"calendar": "hijri", "month": "1", "bare": "perhaps", "forms": "x"}, "bare"),
        ("_time_word", {"class": "unknown", "number": "1", "unit": "day", "forms": "x"}, "class"),
        ("_time_word", {"class": "unit", "number": "1", "unit": "fortnight", "forms": "x"}, "unit"),
        ("_time_word", {"class": "unit", "number": "many", "unit": "day", "forms": "x"}, "number"),
    ],
)
def test_bad_row_is_named(reader, cells, problem):
    with pytest.raises(DataFileError, match=rf"words\.tsv:7: {problem}"):
        getattr(lexicon_module, reader)(Row("words.tsv", 7, cells))


def test_letters_stand_for_one_class_each():
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert all(len(letter) == 1 for letter in LETTERS.values())


def test_shapes_of_a_day():
    (found,) = shapes("xxdWNMYx")
    assert (found.rule, found.start, found.end) == ("day", 2, 7)


def test_months_are_cut_to_their_length():
    assert moved(dt.date(2024, 3, 31), -1, "month") == dt.date(2024, 2, 29)
    assert moved(dt.date(2024, 2, 29), 1, "year") == dt.date(2025, 2, 28)
    assert moved(dt.date.max, 1, "day") is None
    assert moved(dt.date(2024, 1, 1), 10**9, "year") is None


def test_week_begins_on_monday():
    assert week(THURSDAY) == (Point(2024, 10, 21), Point(2024, 10, 27))


def test_likely_day_is_past_unless_that_is_long_ago():
    assert nearest_day(10, 1, THURSDAY, "likely") == dt.date(2024, 10, 1)
    assert nearest_day(11, 5, THURSDAY, "likely") == dt.date(2024, 11, 5)
    assert nearest_day(1, 5, THURSDAY, "likely") == dt.date(2024, 1, 5)
    assert chosen([], THURSDAY, "likely") is None


def test_hijri_days_outside_the_tables_are_none():
    assert hijri_day(1445, 9, 1) == dt.date(2024, 3, 11)
    assert hijri_day(1300, 1, 1) is None
    assert hijri_day(1445, 9, 31) is None
